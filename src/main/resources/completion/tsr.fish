# Completion of tsr for fish. Where tsr has nothing to offer, fish offers files. fish quotes each candidate as the quote
# that is open wants it.
function __tsr_complete
  set -l typed (commandline -opc)
  set -l token (commandline -ct)
  set -l last
  for end in '' '"' "'" # of the quote that is open
    set last (string unescape -- "$token$end"); and break
  end
  set -l found (tsr __complete -- $typed[2..-1] "$last" 2>/dev/null)
  if set -q found[1]
    printf '%s\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c tsr -f -a '(__tsr_complete)'
