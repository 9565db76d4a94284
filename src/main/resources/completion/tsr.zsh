#compdef tsr
# Completion of tsr for zsh. Where tsr has nothing to offer, zsh offers files. compadd quotes each candidate as the quote
# that is open wants it.
_tsr() {
  local -a typed found shown
  local word about described
  typed=("${(@Q)words[2,CURRENT]}")
  case $compstate[quote] in
    \') typed[-1]=${PREFIX//\'\\\'\'/\'} ;;
    \") typed[-1]=${(Q)${:-\"$PREFIX\"}} ;;
    *) typed[-1]=${(Q)PREFIX} ;;
  esac
  while IFS=$'\t' read -r word about; do
    found+=("$word")
    shown+=("$word${about:+  -- $about}")
    described+=$about
  done < <(tsr __complete -- "${(@)typed}" 2>/dev/null)
  if ((! $#found)); then
    _files
  elif [[ -n $described ]]; then
    compadd -U -l -d shown -- "${(@)found}"
  else
    compadd -U -- "${(@)found}"
  fi
}
if [[ "${funcstack[1]}" == _tsr ]]; then
  _tsr "$@"
else
  compdef _tsr tsr
fi
