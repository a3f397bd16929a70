"""A Personal Data Server of Bluesky as it answers: one account, its repository, its sessions."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from comms.rehearsal.bluesky_lexicon import fault_in
from comms.rehearsal.server import Answer, Asked

_TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
_POST = "app.bsky.feed.post"
_PUT_FIELDS = {"repo", "collection", "rkey", "validate", "record", "swapRecord", "swapCommit"}


class BlueskyStandIn:
    """An account and its repository; *commits* counts what changed it, *logins_left* what the limit leaves."""

    def __init__(self, now: Callable[[], datetime], *, handle: str, password: str) -> None:
        self.live: list[dict[str, Any]] = []
        self.commits = 0
        self.logins_left = 30
        self.on_accept: Callable[[], None] = lambda: None
        self.did = "did:plc:rights"
        self._now, self._handle, self._password = now, handle, password
        self.blobs: dict[str, bytes] = {}
        self._access: dict[str, bool] = {}
        self._renewal: dict[str, bool] = {}
        self._lock = Lock()

    def expire(self, *, renewals: bool = False) -> None:
        """Let the access tokens run out, and with *renewals* those that renew them."""
        self._access = dict.fromkeys(self._access, False)
        if renewals:
            self._renewal = dict.fromkeys(self._renewal, False)

    def answer(self, asked: Asked) -> Answer:
        """Answer as the server does, one request after the other."""
        with self._lock:
            return self._answer(asked)

    def _answer(self, asked: Asked) -> Answer:
        match asked.method, asked.path.removeprefix("/xrpc/com.atproto."):
            case "POST", "server.createSession":
                return self._log_in(asked)
            case "POST", "server.refreshSession":
                return self._guarded(asked, self._renewal) or self._session(forget=_token(asked))
            case "GET", "repo.getRecord":
                return self._get(asked)
            case "GET", "server.getSession":
                return self._guarded(asked) or Answer(200, {"did": self.did, "handle": self._handle, "active": True})
            case "POST", "repo.uploadBlob":
                return self._guarded(asked) or self._take_blob(asked)
            case "POST", "repo.putRecord":
                return self._guarded(asked) or self._put(asked)
            case "POST", "repo.deleteRecord":
                return self._guarded(asked) or self._delete(asked)
        return _error(501, "MethodNotImplemented", "Method Not Implemented")

    def _log_in(self, asked: Asked) -> Answer:
        self.logins_left -= 1
        if self.logins_left < 0:
            reset = str(int((self._now() + timedelta(minutes=5)).timestamp()))
            headers = {"RateLimit-Limit": "30", "RateLimit-Remaining": "0", "RateLimit-Reset": reset}
            return _error(429, "RateLimitExceeded", "Rate Limit Exceeded", headers)
        if asked.json() != {"identifier": self._handle, "password": self._password}:
            return _error(401, "AuthenticationRequired", "Invalid identifier or password")
        return self._session()

    def _session(self, *, forget: str = "") -> Answer:
        self._renewal.pop(forget, None)
        number = len(self._access) + 1
        access, renewal = f"access-{number}", f"renewal-{number}"
        self._access[access] = self._renewal[renewal] = True
        tokens = {"accessJwt": access, "refreshJwt": renewal}
        return Answer(200, tokens | {"did": self.did, "handle": self._handle, "active": True})

    def _guarded(self, asked: Asked, tokens: dict[str, bool] | None = None) -> Answer | None:
        """Return the refusal of a request that comes without a token that holds."""
        holds = (self._access if tokens is None else tokens).get(_token(asked))
        if not asked.headers.get("authorization"):
            return _error(401, "AuthMissing", "Authentication Required")
        if holds is None:
            return _error(400, "InvalidToken", "Token could not be verified")
        return None if holds else _error(400, "ExpiredToken", "Token has expired")

    def _take_blob(self, asked: Asked) -> Answer:
        kind = asked.headers.get("content-type", "")
        if not asked.body or not kind:
            return _error(400, "InvalidRequest", "Request encoding (Content-Type) required but not provided")
        link = "bafkrei" + hashlib.sha256(asked.body).hexdigest()[:52]
        self.blobs[link] = asked.body
        blob = {"$type": "blob", "ref": {"$link": link}, "mimeType": kind, "size": len(asked.body)}
        return Answer(200, {"blob": blob})

    def _put(self, asked: Asked) -> Answer:
        try:
            body = asked.json()
        except ValueError:
            return _error(400, "InvalidRequest", "Unexpected token in JSON")
        refusal = self._refused(body)
        if refusal:
            return refusal
        text = json.dumps(body["record"], sort_keys=True, ensure_ascii=False)
        cid = "bafyrei" + hashlib.sha256(text.encode()).hexdigest()[:52]
        uri = f"at://{self.did}/{_POST}/{body['rkey']}"
        there = self._at(body["rkey"])
        done = {"uri": uri, "cid": cid, "validationStatus": "valid"}
        if there and there["cid"] == cid:
            return Answer(200, done)
        if there and "swapRecord" in body:
            return _error(400, "InvalidSwap", f"Record was at {there['cid']}")
        self.live = [one for one in self.live if one is not there]
        self.live.append({"uri": uri, "cid": cid, "value": body["record"]})
        self.commits += 1
        self.on_accept()
        return Answer(200, done | {"commit": {"cid": cid, "rev": str(self.commits)}})

    def _refused(self, body: dict[str, Any]) -> Answer | None:
        missing = [name for name in ("repo", "collection", "rkey", "record") if name not in body]
        if missing:
            return _error(400, "InvalidRequest", f'Missing required key "{missing[0]}" at $')
        if set(body) - _PUT_FIELDS or body["collection"] != _POST:
            return _error(400, "InvalidRequest", "Invalid request")
        if body["repo"] not in {self.did, self._handle}:
            return _error(403, "AccountNotFound", "Account not found")
        fault = f"record: {found}" if (found := fault_in(body["record"])) else ""
        if not _TID.fullmatch(body["rkey"]):
            fault = f'record key: Invalid TID string (got "{body["rkey"]}") at $'
        if fault:
            return _error(400, "InvalidRequest", f"Invalid {_POST} {fault}")
        for link in re.findall(r'"\$link": "([^"]+)"', json.dumps(body["record"])):
            if link not in self.blobs:
                return _error(400, "BlobNotFound", f"Could not find blob: {link}")
        return None

    def _get(self, asked: Asked) -> Answer:
        found = self._at(asked.query.get("rkey", ""))
        if asked.query.get("repo") not in {self.did, self._handle}:
            return _error(400, "RepoNotFound", f"Could not find repo: {asked.query.get('repo')}")
        uri = f"at://{self.did}/{asked.query.get('collection')}/{asked.query.get('rkey')}"
        if found is None or found["uri"] != uri:
            return _error(400, "RecordNotFound", f"Could not locate record: {uri}")
        return Answer(200, found)

    def _delete(self, asked: Asked) -> Answer:
        body = asked.json()
        if body.get("repo") not in {self.did, self._handle}:
            return _error(403, "AccountNotFound", "Account not found")
        there = self._at(body.get("rkey", ""))
        self.commits += there is not None
        self.live = [one for one in self.live if one is not there]
        return Answer(200, {})

    def _at(self, key: str) -> dict[str, Any] | None:
        return next((one for one in self.live if one["uri"].rpartition("/")[2] == key), None)


def _token(asked: Asked) -> str:
    return asked.headers.get("authorization", "").removeprefix("Bearer ")


def _error(status: int, name: str, message: str, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status, {"error": name, "message": message}, headers or {})
