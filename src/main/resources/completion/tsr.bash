# Completion of tsr for bash. Where tsr has nothing to offer, bash offers files.
_tsr() {
  local words=() word quoted
  for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
    quoted=
    case $word in
      [\"\']*) quoted=1 word=${word:1} word=${word%[\"\']} ;;
      *) IFS= read word <<<"$word" ;; # takes the backslashes away
    esac
    words+=("$word")
  done
  COMPREPLY=()
  while IFS= read -r word; do
    [[ $quoted ]] || printf -v word %q "$word"
    COMPREPLY+=("$word")
  done < <(tsr __complete -- "${words[@]}" 2>/dev/null)
}
complete -o default -F _tsr tsr
