#compdef tsr
# Completion of tsr for zsh. Where tsr has nothing to offer, zsh offers files.
_tsr() {
  local -a typed found
  typed=("${(@Q)words[2,CURRENT]}")
  typed[-1]=${typed[-1]#[\"\']} # a quote that is still open
  found=("${(@f)$(tsr __complete -- "${(@)typed}" 2>/dev/null)}")
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
