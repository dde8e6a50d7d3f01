# mirror.sh URL KEY FILE: the records of a feed, by id, in one JSON file that is replaced as a whole, cursor and all.
set -eu
[ -s "$3" ] || echo '{"cursor":"start","records":{}}' > "$3"
while :; do
  code=$(curl -sS -o "$3.page" -w '%{http_code}' -H "Authorization: Bearer $2" "$1?limit=5000&cursor=$(jq -r .cursor "$3")")
  if [ "$code" = 410 ]; then echo '{"cursor":"start","records":{}}' > "$3"; continue; fi
  if [ "$code" != 200 ]; then cat "$3.page" >&2; exit 1; fi
  jq -cn --slurpfile was "$3" 'reduce inputs as $line ($was[0]; if $line.op == "end" then .cursor = $line.cursor | .more = $line.more elif $line.record then .records[$line.id] = $line.record else del(.records[$line.id]) end)' "$3.page" > "$3.new"
  if [ "$(tail -n 1 "$3.page" | jq -r .op)" = end ]; then mv "$3.new" "$3"; fi
  [ "$(jq .more "$3")" = true ] || break
done
