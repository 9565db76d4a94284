#compdef tsr
# Completion of tsr for zsh. Where tsr has nothing to offer, zsh offers files.
_tsr() {
  local -a found
  found=("${(@f)$(tsr __complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then
    compadd -U -- "${found[@]}"
  else
    _files
  fi
}
if [[ "${funcstack[1]}" == _tsr ]]; then
  _tsr "$@"
else
  compdef _tsr tsr
fi
