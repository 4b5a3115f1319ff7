"""What Twilio's own Python library makes of the simulator: a client we did not write agrees with it, or not."""

import http.server
import json
import subprocess
import sys
import threading
import time
import traceback
import urllib.request
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qsl, urlsplit

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

LEADS, MESSAGES = 40, 700
LEAD = "+12065550142"


class LoopbackClient(TwilioHttpClient):
    """Sends what is meant for any of Twilio's hosts to the simulator, and nothing anywhere else."""

    def __init__(self, base):
        super().__init__(timeout=10)
        self.base = base

    def request(self, method, url, *args, **kwargs):
        parts = urlsplit(url)
        target = self.base + parts.path + ("?" + parts.query if parts.query else "")
        return super().request(method, target, *args, **kwargs)


class Simulator:
    """The program under test, with what its first line says."""

    def __init__(self, program):
        self.process = subprocess.Popen(
            [program, "--json", "--leads", str(LEADS), "--messages", str(MESSAGES), "--speed", "20",
             "--account", "+12025550150,+12025550151", "--subaccount", "+12025550170"],
            stdout=subprocess.PIPE, text=True)
        self.greeting = json.loads(self.process.stdout.readline())
        self.base = self.greeting["base"]
        if not self.base.startswith("http://127.0.0.1:"):
            raise SystemExit(f"the simulator listens on {self.base}, not on loopback")
        self.account = self.greeting["account_sid"]
        self.token = self.greeting["auth_token"]
        self.number = self.greeting["from"]
        self.client = self.client_of(self.account, self.token)

    def client_of(self, account, token, about=None):
        return Client(account, token, about, http_client=LoopbackClient(self.base))

    def command(self, path, order=None, method=None):
        body = None if order is None else json.dumps(order).encode()
        request = urllib.request.Request(self.base + path, data=body, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read())

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=10)


class Webhook:
    """A web server that keeps what it is sent."""

    def __init__(self):
        self.calls = []
        kept = self.calls

        class Receiver(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                kept.append((self.path, dict(self.headers), dict(parse_qsl(body, keep_blank_values=True))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait(self, fits):
        for _ in range(200):
            found = [call for call in list(self.calls) if fits(call)]
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"no such webhook among {len(self.calls)}")


def rejection(action):
    """The exception that `action` ends with."""
    try:
        action()
    except TwilioRestException as refused:
        return refused
    raise AssertionError("was not refused")


def is_shut_out(client):
    """Whether the account does not open; refused lists come as another exception than other refusals."""
    try:
        client.messages.list()
    except TwilioException as refused:
        return refused.args[1].status_code == 401
    return False


def until(look, fits):
    for _ in range(200):
        seen = look()
        if fits(seen):
            return seen
        time.sleep(0.02)
    raise AssertionError(f"still {seen}")


def test_lists_every_message_once_over_many_pages(simulator):
    messages = simulator.client.messages.list(page_size=60)
    assert len(messages) == MESSAGES + 4, len(messages)
    assert len({message.sid for message in messages}) == len(messages)
    moments = [message.date_sent or message.date_created for message in messages]
    assert moments == sorted(moments, reverse=True)


def test_lists_by_receiver_sender_and_day(simulator):
    ours = simulator.number
    inbound = simulator.client.messages.list(to=ours, page_size=1000)
    outbound = simulator.client.messages.list(from_=ours, page_size=1000)
    assert inbound and outbound and len(inbound) + len(outbound) == MESSAGES + 4
    assert {message.direction for message in inbound} == {"inbound"}
    lead = inbound[-1].from_
    both = simulator.client.messages.list(to=ours, from_=lead)
    assert both and all(message.from_ == lead for message in both)
    since = datetime.now(timezone.utc) - timedelta(days=20)
    recent = simulator.client.messages.list(to=ours, date_sent_after=since, page_size=1000)
    expected = [message for message in inbound if message.date_sent >= since.replace(microsecond=0)]
    assert len(recent) == len(expected), (len(recent), len(expected))


def test_page_objects_lead_on_and_back_to_the_same_rows(simulator):
    page = simulator.client.messages.page(page_size=7)
    first = [message.sid for message in page]
    following = [message.sid for message in page.next_page()]
    assert len(first) == len(following) == 7 and not set(first) & set(following)
    assert [message.sid for message in simulator.client.messages.list(limit=14)] == first + following


def test_sends_and_follows_to_delivery_and_price(simulator):
    sent = simulator.client.messages.create(to=LEAD, from_=simulator.number, body="Hello 🚲 from “here”")
    assert sent.status == "queued" and sent.sid.startswith("SM") and sent.date_sent is None
    assert sent.num_segments == "1" and sent.price is None and sent.messaging_service_sid is None
    look = simulator.client.messages(sent.sid).fetch
    last = until(look, lambda message: message.status == "delivered" and message.price is not None)
    assert last.body == "Hello 🚲 from “here”" and float(last.price) < 0 and last.price_unit == "USD"
    assert simulator.client.messages.list(to=LEAD)[0].sid == sent.sid


def test_sends_by_a_messaging_service(simulator):
    service = simulator.client.messaging.v1.services.list()[0]
    sent = simulator.client.messages.create(to=LEAD, messaging_service_sid=service.sid, body="By the service")
    assert sent.status == "accepted" and sent.from_ is None and sent.num_segments == "0"
    assert sent.messaging_service_sid == service.sid
    last = until(simulator.client.messages(sent.sid).fetch, lambda message: message.status == "delivered")
    assert last.from_ == simulator.number and last.num_segments == "1"


def test_schedules_and_cancels(simulator):
    service = simulator.client.messaging.v1.services.list()[0]
    later = datetime.now(timezone.utc) + timedelta(hours=2)
    sent = simulator.client.messages.create(
        to=LEAD, messaging_service_sid=service.sid, body="Later", schedule_type="fixed", send_at=later)
    assert sent.status == "scheduled"
    assert simulator.client.messages(sent.sid).update(status="canceled").status == "canceled"
    assert rejection(lambda: simulator.client.messages(sent.sid).update(status="canceled")).code == 30409


def test_redacts_and_deletes(simulator):
    sent = simulator.client.messages.create(to=LEAD, from_=simulator.number, body="Secret")
    until(simulator.client.messages(sent.sid).fetch, lambda message: message.status == "delivered")
    assert simulator.client.messages(sent.sid).update(body="").body == ""
    assert simulator.client.messages(sent.sid).delete()
    gone = rejection(simulator.client.messages(sent.sid).fetch)
    assert (gone.status, gone.code) == (404, 20404)


def test_refusals_carry_twilios_codes(simulator):
    create, ours = simulator.client.messages.create, simulator.number
    cases = [
        (21211, {"to": "12", "from_": ours, "body": "x"}), (21211, {"to": "+15005550001", "from_": ours, "body": "x"}),
        (21659, {"to": LEAD, "from_": "+12025550177", "body": "x"}), (21602, {"to": LEAD, "from_": ours}),
        (21603, {"to": LEAD, "body": "x"}), (21617, {"to": LEAD, "from_": ours, "body": "x" * 1601}),
        (21610, {"to": "+15005550004", "from_": ours, "body": "x"}), (21266, {"to": ours, "from_": ours, "body": "x"}),
        (35118, {"to": LEAD, "from_": ours, "body": "x", "schedule_type": "fixed"}),
    ]
    for code, arguments in cases:
        refused = rejection(lambda: create(**arguments))
        assert (refused.status, refused.code) == (400, code), (refused.code, code)
    stranger = Client(simulator.account, "wrong", http_client=LoopbackClient(simulator.base))
    refused = rejection(lambda: stranger.messages.create(to=LEAD, from_=ours, body="x"))
    assert (refused.status, refused.code) == (401, 20003)


def test_pages_have_at_most_a_thousand_rows(simulator):
    try:
        simulator.client.messages.page(page_size=1001)
    except TwilioException as refused:
        assert json.loads(refused.args[1].text)["code"] == 20007
    else:
        raise AssertionError("was not refused")


def test_failures_come_with_their_code(simulator):
    sent = simulator.client.messages.create(to="+15005530003", from_=simulator.number, body="x")
    last = until(simulator.client.messages(sent.sid).fetch, lambda message: message.status == "undelivered")
    assert last.error_code == 30003


def test_stop_blocks_until_start(simulator):
    lead, ours = "+12065550143", simulator.number
    simulator.command("/__inbound", {"from": lead, "to": ours, "body": "Stop"})
    assert rejection(lambda: simulator.client.messages.create(to=lead, from_=ours, body="x")).code == 21610
    simulator.command("/__inbound", {"from": lead, "to": ours, "body": "START"})
    assert simulator.client.messages.create(to=lead, from_=ours, body="x").status == "queued"


def test_inbound_webhook_is_signed(simulator):
    webhook = Webhook()
    number = simulator.client.incoming_phone_numbers.list(phone_number=simulator.number)[0]
    number.update(sms_url=webhook.base + "/sms?tenant=7")
    simulator.command("/__inbound", {"from": LEAD, "body": "Grüße & = + 🚲\nzweite Zeile", "media": ["image/png"]})
    path, headers, form = webhook.wait(lambda call: call[0].startswith("/sms"))[0]
    number.update(sms_url="")
    validator = RequestValidator(simulator.token)
    signature = {name.lower(): value for name, value in headers.items()}["x-twilio-signature"]
    assert validator.validate(webhook.base + path, form, signature)
    assert not validator.validate(webhook.base + path, {**form, "Body": "other"}, signature)
    assert form["Body"] == "Grüße & = + 🚲\nzweite Zeile" and form["NumMedia"] == "1"
    assert simulator.client.messages(form["MessageSid"]).fetch().num_media == "1"


def test_status_callbacks_are_signed_and_in_order(simulator):
    webhook = Webhook()
    sent = simulator.client.messages.create(
        to=LEAD, from_=simulator.number, body="x", status_callback=webhook.base + "/status?intent=5#rc=2&rp=all")
    webhook.wait(lambda call: call[2].get("MessageStatus") == "delivered")
    validator = RequestValidator(simulator.token)
    assert [call[2]["MessageStatus"] for call in webhook.calls] == ["sent", "delivered"]
    for path, headers, form in webhook.calls:
        signature = {name.lower(): value for name, value in headers.items()}["x-twilio-signature"]
        assert path == "/status?intent=5" and form["MessageSid"] == sent.sid
        assert validator.validate(webhook.base + path, form, signature)


def test_media_are_listed_and_fetched(simulator):
    simulator.command("/__inbound", {"from": LEAD, "body": "", "media": ["image/png", "text/x-vcard"]})
    message = simulator.client.messages.list(from_=LEAD, limit=1)[0]
    media = message.media.list()
    assert message.sid.startswith("MM") and [item.content_type for item in media] == ["image/png", "text/x-vcard"]
    uri = simulator.base + media[0].uri.removesuffix(".json")
    redirect = simulator.client.http_client.request("GET", uri, auth=(simulator.account, simulator.token))
    assert redirect.status_code == 307
    location = redirect.headers["Location"] if redirect.headers else ""
    assert urlsplit(location).hostname == "localhost"
    with urllib.request.urlopen(location.replace("localhost", "127.0.0.1"), timeout=10) as answer:
        assert answer.headers["Content-Type"] == "image/png" and answer.read(8) == b"\x89PNG\r\n\x1a\n"


def test_account_balance_numbers_and_prices(simulator):
    client = simulator.client
    account = client.api.v2010.accounts(simulator.account).fetch()
    assert (account.type, account.status) == ("Full", "active")
    assert float(client.balance.fetch().balance) > 0
    numbers = client.incoming_phone_numbers.list()
    assert [number.phone_number for number in numbers] == [simulator.number] and numbers[0].capabilities["sms"]
    prices = client.pricing.v1.messaging.countries("US").fetch()
    assert prices.outbound_sms_prices[0]["prices"][0]["current_price"] == "0.00830"
    assert len(client.pricing.v1.messaging.countries.list()) > 10


def test_further_accounts_are_apart_and_subaccounts_open_to_their_owner(simulator):
    first, other, subordinate = simulator.command("/__accounts")["accounts"]
    client = simulator.client_of(other["account_sid"], other["auth_token"])
    assert [number.phone_number for number in client.incoming_phone_numbers.list()] == other["numbers"]
    assert client.messages.list() == []
    stranger = simulator.client_of(first["account_sid"], first["auth_token"], other["account_sid"])
    assert is_shut_out(stranger)
    owner = simulator.client_of(first["account_sid"], first["auth_token"], subordinate["account_sid"])
    sent = owner.messages.create(to=LEAD, from_=subordinate["numbers"][0], body="x")
    assert sent.account_sid == subordinate["account_sid"]
    accounts = simulator.client.api.v2010.accounts.list()
    assert [account.sid for account in accounts] == [first["account_sid"], subordinate["account_sid"]]
    assert accounts[1].owner_account_sid == first["account_sid"]


def test_auth_tokens_rotate(simulator):
    other = simulator.command("/__accounts")["accounts"][1]
    webhook = Webhook()
    old = simulator.client_of(other["account_sid"], other["auth_token"])
    number = old.incoming_phone_numbers.list()[0]
    changed = number.update(sms_url=webhook.base + "/sms", sms_method="POST", status_callback=webhook.base + "/calls")
    assert (changed.sms_url, changed.status_callback) == (webhook.base + "/sms", webhook.base + "/calls")
    made = old.accounts.v1.secondary_auth_token().create()
    new = simulator.client_of(other["account_sid"], made.secondary_auth_token)
    assert old.messages.list() == [] and new.messages.list() == []
    assert new.accounts.v1.auth_token_promotion().update().auth_token == made.secondary_auth_token
    assert is_shut_out(old)
    simulator.command("/__inbound", {"from": LEAD, "to": number.phone_number, "body": "signed anew"})
    path, headers, form = webhook.wait(lambda call: call[0] == "/sms")[0]
    signature = {name.lower(): value for name, value in headers.items()}["x-twilio-signature"]
    assert RequestValidator(made.secondary_auth_token).validate(webhook.base + path, form, signature)
    assert not RequestValidator(other["auth_token"]).validate(webhook.base + path, form, signature)
    assert new.accounts.v1.secondary_auth_token().create().secondary_auth_token
    assert new.accounts.v1.secondary_auth_token().delete()


def test_faults_reach_the_client(simulator):
    simulator.command("/__fault", {"kind": "rate_limited", "method": "POST", "retry_after": "1"})
    create = lambda: simulator.client.messages.create(to=LEAD, from_=simulator.number, body="faulty")
    assert rejection(create).status == 429
    simulator.command("/__fault", {"kind": "error_after", "method": "POST", "path": "Messages"})
    assert rejection(create).status == 500
    books = simulator.command("/__books")
    assert [entry["body"] for entry in books["accepted"]].count("faulty") == 1
    assert [entry["body"] for entry in books["refused"]].count("faulty") == 1


def main():
    simulator = Simulator(sys.argv[1])
    tests = [(name, check) for name, check in globals().items() if name.startswith("test_")]
    failed = 0
    try:
        for name, check in tests:
            try:
                check(simulator)
                print("ok    ", name[5:].replace("_", " "))
            except Exception:
                failed += 1
                print("FAILED", name[5:].replace("_", " "))
                traceback.print_exc(file=sys.stdout)
    finally:
        status = simulator.stop()
    if status != 0:
        failed += 1
        print("FAILED the simulator ended with status", status)
    print(f"{len(tests) - min(failed, len(tests))} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
