#!/bin/sh
# Measures a native binary beside the jar, one after the other in one run: loadtest/native.sh BINARY
# loadtest/README.md says what the figures are. Linux only, since resident memory is read from /proc.
set -eu
binary=${1:?usage: loadtest/native.sh BINARY}
[ -x "$binary" ] || { echo "native.sh: $binary is no program." >&2; exit 2; }
binary=$(realpath "$binary")
cd "$(dirname "$0")/.."

port=${PORT:-18080}
url=http://127.0.0.1:$port
checkouts=10000
uploads=20
ready_seconds_max=60
work=$(mktemp -d)
pid=

end() {
    if [ -n "$pid" ]; then
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
        pid=
    fi
}
trap 'end; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

die() { echo "native.sh: $*" >&2; exit 1; }

millis() { echo $(($(date +%s%N) / 1000000)); }

# Starts what it is given, in the background, and waits until that is ready; sets ready to how many milliseconds that took.
start() {
    if curl -s -o "$work/answer" "$url/q/health/live"; then die "something listens on port $port; PORT=... takes another."; fi
    rm -rf "$work/data"
    begin=$(millis)
    "$@" >"$work/log" 2>&1 &
    pid=$!
    until curl -sf -o "$work/answer" "$url/q/health/ready"; do
        kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; die "it ended before it was ready."; }
        [ $(($(millis) - begin)) -lt $((ready_seconds_max * 1000)) ] || { cat "$work/log" >&2; die "it was not ready in $ready_seconds_max s."; }
    done
    ready=$(($(millis) - begin))
}

resident() { awk '/^VmRSS:/ { printf "%.0f", $2 / 1024 }' "/proc/$pid/status"; }

# One upload, and a decision by it, another one if the first was late; prints how many milliseconds the upload took.
upload() {
    printf 'package live\nrule "r" when Checkout( amount > 1 ) then decision.review("upload_%s"); end\n' "$1" >"$work/rules.drl"
    seconds=$(curl -sf -o "$work/answer" -w '%{time_total}' -X PUT -H 'Content-Type: text/x-drl' --data-binary "@$work/rules.drl" "$url/v1/rulesets/live") ||
        die "an upload was refused."
    tries=0
    while
        tries=$((tries + 1))
        curl -sf -o "$work/answer" -H 'Content-Type: application/json' \
            -d "{\"id\":\"live-$1-$tries\",\"merchantId\":\"live\",\"amount\":5,\"currency\":\"USD\"}" "$url/v1/decisions" || die "a decision failed."
        [ $tries -lt 20 ] && grep -q '"overload"' "$work/answer"
    do :; done
    grep -q "upload_$1\"" "$work/answer" || die "a decision after an upload was not by it: $(cat "$work/answer")"
    echo "$seconds" | awk '{ printf "%.1f\n", $1 * 1000 }'
}

# Prints a row of the table of what was started.
measure() {
    ./riskgate demo --url "$url" --checkouts "$checkouts" --rate 1000 >"$work/demo" 2>>"$work/log" || { cat "$work/demo" >&2; die "the load failed."; }
    memory=$(resident)
    : >"$work/uploads"
    number=0
    while [ $number -lt $uploads ]; do
        number=$((number + 1))
        upload $number >>"$work/uploads"
    done
    sort -n -o "$work/uploads" "$work/uploads"
    latency=$(awk '$1 == "decisions" { print $2 " | " $3 " | " $4 }' "$work/demo")
    live=$(awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] " | " all[NR] }' "$work/uploads")
    echo "| $1 | $ready | $memory | $live | $latency |"
}

./riskgate train
options="-Dquarkus.http.port=$port -Driskgate.data-dir=$work/data -Driskgate.keys.required=false -Driskgate.echo=true"

echo "| | ready, ms | resident after the load, MiB | upload to live, median ms | at most ms | P50 ms | P99 ms | P99.9 ms |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
# shellcheck disable=SC2086 # the options are words
start ./riskgate serve $options
measure jar
end
# shellcheck disable=SC2086
start "$binary" ${BINARY_OPTS:--Xms256m -Xmx2g -Xmn32m -Driskgate.warm-up=0s} $options
measure "$(basename "$binary")"
end
