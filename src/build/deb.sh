#!/bin/sh
# Packs the built program as a Debian package, with its manual and the completion of three shells. Needs dpkg-deb.
# deb.sh PROGRAM FOLDER: PROGRAM is target/tsr; the package is written into FOLDER. COMPRESSION=gzip takes a tenth of the time.
set -eu
umask 022
program=$1 folder=$2
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

version=$("$program/bin/tsr" --version | sed 's/^tsr //; s/-/~/')
architecture=$(dpkg --print-architecture)
mkdir -p "$root/DEBIAN" "$root/usr/bin" "$root/usr/lib" "$root/usr/share/man" "$root/usr/share/doc/tsr" \
  "$root/usr/share/bash-completion/completions" "$root/usr/share/zsh/vendor-completions" \
  "$root/usr/share/fish/vendor_completions.d"

# With its times: the JVM uses the AOT caches only while the jars keep theirs.
cp -a "$program" "$root/usr/lib/tsr"
mv "$root/usr/lib/tsr/share/man/man1" "$root/usr/share/man/man1"
rm -r "$root/usr/lib/tsr/share" "$root/usr/lib/tsr/bin/tsr.bat"
mv "$root/usr/lib/tsr/LICENSE" "$root/usr/share/doc/tsr/copyright"
find "$root/usr/share/man" -name '*.1' -exec gzip -9n {} +
ln -s ../lib/tsr/bin/tsr "$root/usr/bin/tsr"
"$program/bin/tsr" completion bash >"$root/usr/share/bash-completion/completions/tsr"
"$program/bin/tsr" completion zsh >"$root/usr/share/zsh/vendor-completions/_tsr"
"$program/bin/tsr" completion fish >"$root/usr/share/fish/vendor_completions.d/tsr.fish"

cat >"$root/DEBIAN/control" <<END
Package: tsr
Version: $version
Architecture: $architecture
Maintainer: The tsr authors <tsr@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: libc6
Section: utils
Priority: optional
Description: catalogue of AI model files with what CivitAI knows about them
 tsr finds the .safetensors and .gguf files on your disks, says from their
 tensors what they are, learns from CivitAI which model and version each one
 is, and answers from then on without a network. It brings its own Java
 runtime.
END
dpkg-deb --root-owner-group -Z"${COMPRESSION:-xz}" --build "$root" "$folder/tsr_${version}_${architecture}.deb" >/dev/null
