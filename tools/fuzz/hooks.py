"""What fuzzing cannot guess: rooms that exist, and tokens that open them.

A valid but random roomId is exchanged for one of a few real rooms every other time, and the tokens
of an order for such as fit it, so that not all answers are 401 and 404.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import time
import urllib.request

import schemathesis

BASE = os.environ["FUZZ_URL"]
KEY = os.environ["ROOM_SERVICE_API_KEY"]
SECRET = os.environ["JWT_SIGNING_SECRET"]
NOBODY = "http://127.0.0.1:9/hook"  # Nothing that is made up here may be sent to anybody.
ROOM_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
ROOMS = [f"fuzz-{number}" for number in range(6)]


def token(role, user_id, room_id, session_id):
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    claims = {
        "userId": user_id,
        "roomId": room_id,
        "sessionId": session_id,
        "role": role,
        "name": f"Fuzzed {role}",
        "permissions": ["video", "audio", "screen-share"],
        "exp": int(time.time()) + 7200,
    }
    text = part(b'{"alg":"HS256","typ":"JWT"}') + b"." + part(json.dumps(claims).encode())
    return (text + b"." + part(hmac.new(SECRET.encode(), text, hashlib.sha256).digest())).decode()


def order(room_id):
    people = {
        role: {"id": f"{role}-1", "token": token(role, f"{role}-1", room_id, "session-1")}
        for role in ("coach", "client")
    }
    return {"roomId": room_id, "sessionId": "session-1", "participants": people}


def post(path, body):
    request = urllib.request.Request(
        f"{BASE}{path}",
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


for room in ROOMS:
    post("/api/rooms/create", order(room))
WEBHOOKS = [
    post("/api/webhooks", {"url": f"{NOBODY}?{number}"})["webhook"]["id"] for number in range(3)
]


def draw(value, count):
    """A number that depends on nothing but the value, so that a failure can be repeated."""
    return hashlib.sha256(repr(value).encode()).digest()[0] % count


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    room_id = (path_parameters or {}).get("roomId")
    if isinstance(room_id, str) and ROOM_ID.fullmatch(room_id) and draw(room_id, 2):
        path_parameters["roomId"] = ROOMS[draw(room_id[::-1], len(ROOMS))]
    webhook = (path_parameters or {}).get("id")
    if isinstance(webhook, str) and ROOM_ID.fullmatch(webhook) and draw(webhook, 2):
        path_parameters["id"] = WEBHOOKS[draw(webhook[::-1], len(WEBHOOKS))]
    return path_parameters


@schemathesis.hook
def map_body(context, body):
    try:
        people = body["participants"]
        for role in ("coach", "client"):
            if isinstance(people[role]["token"], str):
                people[role]["token"] = token(
                    role, people[role]["id"], body["roomId"], body["sessionId"]
                )
    except (KeyError, TypeError, ValueError):
        pass  # Not an order, or one that is wrong on purpose.
    return body


@schemathesis.hook
def before_call(context, case, kwargs):
    body = case.body
    if isinstance(body, dict) and str(body.get("url", "")).startswith("http"):
        body["url"] = f"{NOBODY}?{draw(body['url'], 4)}"
