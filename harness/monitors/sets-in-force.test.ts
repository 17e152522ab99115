import { expect, test } from "vitest";
import { buildSyncRequest, type Exchange, type OptionSet } from "../eas/index.js";
import { encode } from "../wbxml/index.js";
import { afterShortForm } from "./sets-in-force.js";
import { smsUnrequested } from "./sms-unrequested.js";
import { softDeletes } from "./soft-deletes.js";
import { addSms, bothSets, broken, emailAlone, exchange, type SyncTraffic, sync, watch } from "./testing/traffic.js";

const primed = () => sync({ key: "0", nextKey: "1" });
const drops = { kind: "SoftDelete", serverId: "1" } as const;

/** The answer of this traffic, to a request without a body or with Partial. */
function short(form: "empty" | "partial", traffic: SyncTraffic): Exchange {
  const sent =
    form === "empty" ? new Uint8Array() : encode(buildSyncRequest({ collections: [], partial: true }, "14.1"));
  return exchange("Sync", sent, sync(traffic).response?.body ?? new Uint8Array(), traffic);
}

const asks = (options: readonly OptionSet[]) => sync({ key: "1", options, brings: [addSms("1")], nextKey: "2" });

test("sets without SMS are the same for a server that reuses them and for one that does not", () => {
  const sent = (options: readonly OptionSet[]) => ({ kind: "sent", options }) as const;
  expect(afterShortForm({ kind: "never" })).toEqual({ kind: "never" });
  expect(afterShortForm(sent(emailAlone))).toEqual(sent(emailAlone));
  expect(afterShortForm(sent(bothSets))).toEqual({ kind: "unknown" });
  expect(afterShortForm(sent([{ class: "SMS" }]))).toEqual({ kind: "unknown" });
});

test.each(["empty", "partial"] as const)("whether an %s request uses the sets, nobody can say", (form) => {
  const seen = (...exchanges: Exchange[]) => broken(watch(softDeletes, primed(), asks(bothSets), ...exchanges));
  expect(seen(sync({ key: "2", brings: [drops], nextKey: "3" }))).toHaveLength(1);
  expect(seen(short(form, { brings: [drops], nextKey: "3" }))).toEqual([]);
  const passes = short(form, { nextKey: "3" });
  expect(seen(passes, sync({ key: "3", brings: [drops], nextKey: "4" }))).toEqual([]);
  const again = sync({ key: "3", options: bothSets, nextKey: "4" });
  expect(seen(passes, again, sync({ key: "4", brings: [drops], nextKey: "5" }))).toHaveLength(1);
  const refused = short(form, { status: "4", http: { status: 500 } });
  expect(seen(refused, sync({ key: "2", brings: [drops], nextKey: "3" }))).toHaveLength(1);
});

test("a phone that asked for e-mail alone is sent no SMS by a short request either", () => {
  const mail = sync({ key: "1", options: emailAlone, nextKey: "2" });
  const leak = short("empty", { brings: [addSms("1")], nextKey: "3" });
  expect(broken(watch(smsUnrequested, primed(), mail, leak))).toHaveLength(1);
});
