#!/bin/sh
# Fills in the Homebrew formula and the Scoop manifest of a release: the names and SHA-256 of its archives.
# packages.sh FOLDER VERSION REPOSITORY: the archives lie in FOLDER, where tsr.rb and tsr.json are written.
set -eu
folder=$1 version=$2 repository=$3
templates=$(dirname "$0")/../dist/packages

for template in tsr.rb tsr.json; do
  filled=$(sed -e "s|@VERSION@|$version|g" -e "s|@REPOSITORY@|$repository|g" "$templates/$template")
  for archive in $(printf '%s\n' "$filled" | sed -n 's/.*@SHA256:\(.*\)@.*/\1/p'); do
    sum=$(sha256sum "$folder/tsr-$version-$archive")
    filled=$(printf '%s\n' "$filled" | sed "s|@SHA256:$archive@|${sum%% *}|")
  done
  printf '%s\n' "$filled" >"$folder/$template"
done
