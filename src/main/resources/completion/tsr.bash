# Completion of tsr for bash. Where tsr has nothing to offer, bash offers files.
#
# The line is read here once more, as bash does it: COMP_WORDS is split at characters that a name may well have, and does
# not say which quote is open. Each candidate is written so that bash, with that quote open, takes it for one plain word.
_tsr() {
  local line=${COMP_LINE:0:COMP_POINT} words=() word= begun= open= escaped= replaced=0 char i
  COMPREPLY=()
  for ((i = 0; i < ${#line}; i++)); do
    ((i == ${#line} - ${#2})) && replaced=${#word} # bash replaces no more than $2 of the word
    char=${line:i:1}
    if [[ $escaped ]]; then
      [[ $open && $char != [\"\\\$\`] ]] && word+=\\
      word+=$char escaped=
    elif [[ $open == \' ]]; then
      if [[ $char == \' ]]; then open=; else word+=$char; fi
    elif [[ $char == \\ ]]; then
      escaped=1 begun=1
    elif [[ $char == \" ]]; then
      if [[ $open ]]; then open=; else open=\" begun=1; fi
    elif [[ $char == \` || ${line:i:2} == \$[\(\'\"] ]]; then
      return # the line has more than plain words: a command substitution, or another quoting
    elif [[ $open ]]; then
      word+=$char
    elif [[ $char == \' ]]; then
      open=\' begun=1
    elif [[ $char == [[:space:]] ]]; then
      [[ $begun ]] && words+=("$word")
      word= begun=
    elif [[ $char == [\;\|\&\<\>\(\)] ]]; then
      return
    else
      word+=$char begun=1
    fi
  done
  [[ $2 ]] || replaced=${#word}
  while IFS=$'\t' read -r word _; do
    word=${word:replaced}
    case $open in
      \') word=${word//\'/\'\\\'\'} ;;
      \")
        word=${word//\\/\\\\}
        word=${word//\"/\\\"}
        word=${word//\$/\\\$}
        word=${word//\`/\\\`}
        word=${word//!/\"\\!\"} # else history expansion puts an earlier command here
        ;;
      *) printf -v word %q "$word" ;;
    esac
    COMPREPLY+=("$word")
  done < <(tsr __complete -- "${words[@]:1}" "$word" 2>/dev/null)
}
complete -o default -F _tsr tsr
