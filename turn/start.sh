#!/bin/sh
# Starts coturn with the settings of the environment (turn/README.md): checks them, writes a
# configuration that only this user can read, and becomes turnserver. With --check it stops before
# that and prints where the configuration is. Bad settings: one line, exit 2.
set -eu
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
problems=

problem() { problems="${problems:+$problems; }$1"; }

whole_number() { # name default least most -> $number
  eval "number=\${$1:-$2}"
  case $number in
    '' | *[!0-9]* | ??????????*) number= ;;
  esac
  if [ -z "$number" ] || [ "$number" -lt "$3" ] || [ "$number" -gt "$4" ]; then
    problem "$1 must be a whole number from $3 to $4"
    number=$2
  fi
}

matches() { # text extended-regex
  printf '%s' "$1" | awk -v pattern="^($2)\$" '{ lines++; if ($0 ~ pattern) good++ }
    END { exit !(lines == 1 && good == 1) }'
}

v4='[0-9][0-9]?[0-9]?[.][0-9][0-9]?[0-9]?[.][0-9][0-9]?[0-9]?[.][0-9][0-9]?[0-9]?'
v6='[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F.:]*'
address="$v4|$v6"

items() { printf '%s' "$1" | tr ',' '\n' | awk '{ $1 = $1 } length'; } # a list, one a line

addresses() { # name value pattern what
  for item in $(items "$2"); do
    matches "$item" "$3" || {
      problem "$1 must be $4, separated by commas"
      return
    }
  done
}

lines() { for item in $(items "$2"); do printf '%s=%s\n' "$1" "$item"; done; } # key list

# Of the interface that leads outside.
own_address() { ip -4 route get 192.0.2.1 2>/dev/null | sed -n 's/.* src \([0-9.]*\).*/\1/p'; }

# --- who and where --------------------------------------------------------------------------------

secret=${TURN_SECRET:-}
# coturn takes a first = or " for its own.
if [ ${#secret} -lt 16 ] || ! matches "$secret" '[!#-<>-~][!-~]*'; then
  problem "TURN_SECRET must have at least 16 characters, no spaces, the first neither = nor \""
fi
domain=${TURN_DOMAIN:-}
matches "$domain" '[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?' ||
  problem "TURN_DOMAIN must be the name by which participants reach this relay"

listening=${TURN_LISTENING_IP:-$(own_address || true)}
[ -n "$listening" ] || problem "TURN_LISTENING_IP is missing: no address of this machine leads outside"
addresses TURN_LISTENING_IP "$listening" "$address" "addresses of this machine"
relay=${TURN_RELAY_IP:-$listening}
addresses TURN_RELAY_IP "$relay" "$address" "addresses of this machine"
external=${TURN_EXTERNAL_IP:-}
addresses TURN_EXTERNAL_IP "$external" "($address)(/($address))?" "PUBLIC or PUBLIC/PRIVATE addresses"

whole_number TURN_PORT 3478 1 65535 && port=$number
whole_number TURN_MIN_PORT 49160 1024 65535 && min_port=$number
whole_number TURN_MAX_PORT 51159 1024 65535 && max_port=$number
[ "$min_port" -le "$max_port" ] || problem "TURN_MIN_PORT must not be above TURN_MAX_PORT"
whole_number TURN_USER_QUOTA 24 1 10000 && user_quota=$number
whole_number TURN_TOTAL_QUOTA 2000 1 100000 && total_quota=$number
whole_number TURN_MAX_BYTES_PER_SECOND 1000000 10000 125000000 && max_bps=$number

# --- TLS ------------------------------------------------------------------------------------------

certificate=${TURN_CERT_FILE:-}
key=${TURN_KEY_FILE:-}
whole_number TURN_TLS_PORT 443 1 65535 && tls_port=$number
if [ -z "$certificate$key" ]; then
  tls=no-tls
else
  pem_file() { # name value what-is-in-it
    if ! matches "$2" '/[!-~]+'; then
      problem "$1 must be an absolute path without spaces (both files are needed, or neither)"
    elif ! grep -q -e "-----BEGIN .*$3-----" "$2" 2>/dev/null; then
      problem "$1 cannot be read, or holds no PEM $3"
    fi
  }
  pem_file TURN_CERT_FILE "$certificate" CERTIFICATE
  pem_file TURN_KEY_FILE "$key" "PRIVATE KEY"
  [ "$tls_port" != "$port" ] || problem "TURN_TLS_PORT and TURN_PORT must differ"
  tls="tls-listening-port=$tls_port
cert=$certificate
pkey=$key
no-tlsv1
no-tlsv1_1"
fi

# --- who may be relayed to ------------------------------------------------------------------------

allowed=${TURN_ALLOWED_PEERS:-}
addresses TURN_ALLOWED_PEERS "$allowed" "($address)(-($address))?" "addresses or FIRST-LAST ranges"
case ${TURN_PEERS:-public} in
  public) denied= ;;
  self)
    denied='denied-peer-ip=0.0.0.0-255.255.255.255
denied-peer-ip=2000::-3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'
    ;;
  *) problem "TURN_PEERS must be public or self" ;;
esac
# Whoever relays from loopback is reached from this machine alone, and wants to reach it.
loopback=
for item in $(items "$relay"); do
  case $item in 127.* | ::1) loopback=allow-loopback-peers ;; esac
done

# --- where its files are --------------------------------------------------------------------------

state=${TURN_STATE_DIR:-${RUNTIME_DIRECTORY:-${XDG_RUNTIME_DIR:-/tmp}/hybrid-rooms-turn-$(id -u)}}
if ! matches "$state" '/[!-~]+'; then
  problem "TURN_STATE_DIR must be an absolute path without spaces"
elif [ -z "$problems" ]; then
  umask 077
  mkdir -p "$state" 2>/dev/null || true
  # Of this user alone: in a shared directory somebody may have been here before.
  if [ -h "$state" ] || [ ! -O "$state" ] || ! chmod 700 "$state" 2>/dev/null; then
    problem "TURN_STATE_DIR ($state) must be a directory of this user"
  fi
fi
[ "${1:-}" = --check ] || command -v turnserver >/dev/null ||
  problem "turnserver is not installed: install the package coturn"

if [ -n "$problems" ]; then
  printf 'rooms turn: %s\n' "$problems" >&2
  exit 2
fi

# --- the configuration ----------------------------------------------------------------------------

config=$state/turnserver.conf
rm -f "$config"
# Through the environment: a command line can be read by everybody.
F_LISTENING_IPS=$(lines listening-ip "$listening") F_RELAY_IPS=$(lines relay-ip "$relay") \
  F_EXTERNAL_IPS=$(lines external-ip "$external") F_PORT=$port F_MIN_PORT=$min_port \
  F_MAX_PORT=$max_port F_DOMAIN=$domain F_TLS=$tls F_SECRET=$secret F_USER_QUOTA=$user_quota \
  F_TOTAL_QUOTA=$total_quota F_MAX_BPS=$max_bps F_DENIED_PEERS=$denied F_STATE_DIR=$state \
  F_ALLOWED_PEERS="$loopback
$(lines allowed-peer-ip "$relay")
$(lines allowed-peer-ip "$(items "$external" | sed 's|/.*||')")
$(lines allowed-peer-ip "$allowed")" \
  awk '{
    line = ""
    rest = $0
    while (match(rest, /@[A-Z_]+@/)) {
      name = substr(rest, RSTART + 1, RLENGTH - 2)
      line = line substr(rest, 1, RSTART - 1) ENVIRON["F_" name]
      rest = substr(rest, RSTART + RLENGTH)
    }
    print line rest
  }' "$here/turnserver.conf.template" >"$config"

host=$domain
urls="turn:$host:$port?transport=udp,turn:$host:$port?transport=tcp"
[ "$tls" = no-tls ] || urls="$urls,turns:$host:$tls_port?transport=tcp"
printf 'rooms turn: the service needs TURN_SERVER_URL=%s\n' "$urls" >&2
if [ "${1:-}" = --check ]; then
  printf '%s\n' "$config"
  exit 0
fi
unset TURN_SECRET secret
exec turnserver -c "$config"
