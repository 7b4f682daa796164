#!/bin/sh
# Takes rules through their life on an engine that runs: shadow, canary, retired by itself, active, and back. It says what it
# does and sees, and ends with 1 and a sentence where that is not as src/docs/rules.md ("The life of a rule") has it.
#
#   RISKGATE_KEY=rk_... src/docs/life.sh [URL [MERCHANT]]
#
# The key is an admin's, or the merchant's with the scopes rules and decide. The merchant must have no rules yet; without one
# it is made up. Its checkouts are decided, journalled and counted as any. Needs curl and awk.
set -eu

url=${1:-http://127.0.0.1:8080}
run=$(date +%s)-$$
me=${2:-life-$run}

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' INT TERM

say() { printf '%s\n' "$*"; }
die() { printf 'life.sh: %s\n' "$*" >&2; exit 1; }

# A file, since others see a command's arguments.
umask 077
if [ -n "${RISKGATE_KEY:-}" ]; then printf 'header = "Authorization: Bearer %s"\n' "$RISKGATE_KEY"; fi > "$tmp/curl"

# call METHOD PATH STATUS [TYPE]: sends $tmp/body, if it has a type; the answer is in $tmp/answer, and must have that status.
call() {
    if [ $# -eq 4 ]; then
        status=$(curl -s -K "$tmp/curl" -o "$tmp/answer" -w '%{http_code}' -X "$1" "$url$2" -H "Content-Type: $4" --data-binary "@$tmp/body") || true
    else
        status=$(curl -s -K "$tmp/curl" -o "$tmp/answer" -w '%{http_code}' -X "$1" "$url$2") || true
    fi
    [ "$status" != 000 ] || die "Nothing answers at $url. Start an engine with ./riskgate serve, or name another address."
    [ "$status" != 401 ] || die "The engine asks for a key. Set RISKGATE_KEY to an admin's."
    [ "$status" = "$3" ] || die "$1 $2 was answered with $status, not $3: $(cat "$tmp/answer")"
}

# number NAME: the first whole number of that name in the answer.
number() {
    awk -v name="\"$1\":" '{
        if (match($0, name "[0-9]+")) { print substr($0, RSTART + length(name), RLENGTH - length(name)); exit }
    }' "$tmp/answer"
}

# occurrences TEXT: how often the answer has it.
occurrences() {
    awk -v text="$1" '{
        rest = $0
        while ((at = index(rest, text)) > 0) { n++; rest = substr(rest, at + length(text)) }
    } END { print n + 0 }' "$tmp/answer"
}

has() { [ "$(occurrences "$1")" -gt 0 ]; }

# rules AMOUNT EFFECT: what happens to orders from that amount on.
rules() {
    cat > "$tmp/body" <<END
package life

rule "Large order"
when
    Checkout( amount >= $1 )
then
    decision.$2("large_order");
end
END
}

# shop LARGE: a batch of 100 checkouts of 100 customers, of every 10 of whom so many pay 350; the others pay less than 220.
# Counts in answers: decided, by the version that was active and by the one that is tried.
next=1
decided=0 by_active=0 by_tried=0
shop() {
    awk -v from="$next" -v large="$1" -v me="$me" -v run="$run" 'BEGIN {
        for (i = from; i < from + 100; i++)
            printf "%s{\"id\":\"%s-%d\",\"merchantId\":\"%s\",\"amount\":%d,\"currency\":\"USD\",\"customer\":{\"id\":\"c-%s-%d\"}}",
                i == from ? "[" : ",", run, i, me, i % 10 < large ? 350 : 20 + i % 200, run, i
        print "]"
    }' > "$tmp/body"
    call POST /v1/decisions/batch 200 application/json
    next=$((next + 100))
    decided=$((decided + $(occurrences '"verdict":')))
    by_active=$((by_active + $(occurrences "\"$me@$first\"],\"degraded\":[]")))
    by_tried=$((by_tried + $(occurrences "\"$me@$second\"],\"degraded\":[]")))
    # Over its quota; a second makes room.
    if has '"status":429'; then sleep 1; fi
}

# shop_until_compared CHECKOUTS: until both versions have seen so many. What was answered without rules, for want of time, is not compared.
shop_until_compared() {
    decided=0 by_active=0 by_tried=0 batches=0 checkouts=0
    while [ "$checkouts" -lt "$1" ]; do
        [ "$batches" -lt $(($1 / 25)) ] || die "Of $((batches * 100)) checkouts only $checkouts were decided by rules: the machine is too busy for this."
        shop 1
        batches=$((batches + 1))
        call GET "/v1/rulesets/$me/trials" 200
        checkouts=$(number checkouts)
    done
}

# decides_now VERSION: whether that one decides.
decides_now() {
    tries=0
    while [ "$tries" -lt 5 ]; do
        first=$1
        by_active=0
        shop 1
        [ "$by_active" -eq 0 ] || return 0
        tries=$((tries + 1))
    done
    die "$me@$1 should decide, and no answer names it: $(cut -c 1-300 "$tmp/answer")"
}

say "On $url, with the merchant $me"
call GET "/v1/rulesets/$me/versions" 404

say
say "1. Orders of 500 or more are reviewed: these rules are active."
rules 500 review
call PUT "/v1/rulesets/$me?reason=What+holds+today" 201 text/x-drl
first=$(number version)
second=$((first + 1))
say "   PUT /v1/rulesets/$me  =>  $me@$first, active"

say
say "2. Would it be better to decline from 300 on? As a shadow the new rules see every checkout and decide none."
rules 300 decline
call PUT "/v1/rulesets/$me?mode=shadow&reason=Chargebacks+above+300" 201 text/x-drl
[ "$(number version)" = "$second" ] || die "The new version should be $second, and is $(number version)."
say "   PUT /v1/rulesets/$me?mode=shadow  =>  $me@$second, shadow"
call GET "/v1/rulesets/$me/versions/$second/diff" 200
sed -n '/^[-+] /s/^/     /p' "$tmp/answer"
shop_until_compared 300
differing=$(number differing)
say "   $decided checkouts are decided, one in ten of them of 350: $by_active by @$first, $by_tried by @$second"
say "   GET /v1/rulesets/$me/trials  =>  of $checkouts checkouts, @$second would have decided $differing otherwise"
[ "$by_tried" -eq 0 ] && [ "$(number decided)" -eq 0 ] || die "A shadow decides nothing, but $me@$second did."
[ "$differing" -ge $((checkouts / 20)) ] && [ "$differing" -le $((checkouts / 5)) ] || die "About a tenth should differ, and $differing of $checkouts do."

say
say "3. A canary: it decides for a tenth of the customers, and is given up when more than 25 % of its last 200 checkouts are declined."
printf '%s' '{"mode":"canary","percent":10,"rollback":{"declineRateMax":0.25,"checkoutsMin":200},"reason":"Looks good as a shadow"}' > "$tmp/body"
call PUT "/v1/rulesets/$me/versions/$second/mode" 200 application/json
say "   PUT /v1/rulesets/$me/versions/$second/mode  =>  $(cat "$tmp/body")"
shop_until_compared 1500
share=$(($(number decided) * 1000 / checkouts))
say "   $decided checkouts are decided: $by_active by @$first, $by_tried by @$second"
say "   GET /v1/rulesets/$me/trials  =>  the canary decided $((share / 10)).$((share % 10)) % of $checkouts"
[ "$share" -ge 60 ] && [ "$share" -le 140 ] || die "That should be near 10 %, and is $((share / 10)).$((share % 10)) %."

say
say "4. Then shoppers change: six in ten orders are of 350. Nobody does anything."
batches=0
while call GET "/v1/rulesets/$me/trials" 200; has "\"version\":$second,"; do
    [ "$batches" -lt 40 ] || die "After $((batches * 100)) such checkouts the canary should be retired, and is not."
    # The engine looks five times a second.
    [ "$batches" -lt 10 ] || sleep 1
    shop 6
    batches=$((batches + 1))
done
call GET "/v1/rulesets/$me/versions" 200
has "{\"mode\":\"retired\",\"author\":\"riskgate\"" || die "The history should say that Riskgate has retired $me@$second: $(cat "$tmp/answer")"
why=$(awk '{
    rest = substr($0, index($0, "\"mode\":\"retired\",\"author\":\"riskgate\""))
    rest = substr(rest, index(rest, "\"reason\":\"") + 10)
    print substr(rest, 1, index(rest, "\"") - 1)
}' "$tmp/answer")
say "   After $((batches * 100)) of them @$second is retired, by riskgate: $why"
case $why in *"were declined"*) ;; *) die "That is not the reason that was to be expected." ;; esac
decides_now "$first"
say "   @$first decides for all again"

say
say "5. It is made active all the same, and taken back in one call."
printf '%s' '{"mode":"active","reason":"So many are meant"}' > "$tmp/body"
call PUT "/v1/rulesets/$me/versions/$second/mode" 200 application/json
decides_now "$second"
say "   PUT /v1/rulesets/$me/versions/$second/mode  =>  @$second decides for all"
back=$((second - 1))
printf '%s' "{\"version\":$back,\"reason\":\"Too many complaints\"}" > "$tmp/body"
call PUT "/v1/rulesets/$me/active" 200 application/json
decides_now "$back"
say "   PUT /v1/rulesets/$me/active  =>  @$back decides for all"

say
say "6. The history has all of it, newest version first."
call GET "/v1/rulesets/$me/versions" 200
for reason in "What holds today" "Chargebacks above 300" "Looks good as a shadow" "So many are meant" "Too many complaints"; do
    has "\"reason\":\"$reason\"" || die "The history should have the reason \"$reason\": $(cat "$tmp/answer")"
done
awk '{
    gsub(/[{]"version":/, "\n   version ")
    gsub(/[{]"mode":/, "\n     then ")
    gsub(/,"hash":"[0-9a-f]*"/, "")
    gsub(/,"/, ", \"")
    gsub(/":/, ": ")
    gsub(/[][{}"]/, "")
    print
}' "$tmp/answer" | sed '/^$/d; s/[, ]*$//'
say
say "All as it should be."
