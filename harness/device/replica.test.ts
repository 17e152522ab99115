import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClientCommand, CommandResponse, ItemFields, ServerCommand } from "../eas/index.js";
import { Replica } from "./replica.js";

const ids = fc.constantFrom("5:1", "5:2", "5:3");
const item: fc.Arbitrary<ItemFields> = fc.record(
  {
    from: fc.string(),
    read: fc.constantFrom("0", "1"),
    body: fc.record({ type: fc.constant("1"), data: fc.string() }),
    flag: fc.constantFrom({}, { Status: "2" }),
  },
  { requiredKeys: [] },
);
const serverCommand: fc.Arbitrary<ServerCommand> = fc.oneof(
  fc.record({ kind: fc.constantFrom("Add" as const, "Change" as const), serverId: ids, item }),
  fc.record({ kind: fc.constantFrom("Delete" as const, "SoftDelete" as const), serverId: ids }),
);

function itemsOf(replica: Replica): Record<string, ItemFields> {
  return Object.fromEntries([...replica.held].map(([id, { item: fields }]) => [id, fields]));
}

describe("what the server sends", () => {
  it("leaves exactly what the last commands about each item say", () => {
    fc.assert(
      fc.property(fc.array(serverCommand, { maxLength: 12 }), (commands) => {
        const replica = new Replica();
        replica.applyServer(commands, "x");
        const expected: Record<string, ItemFields> = {};
        for (const id of ["5:1", "5:2", "5:3"]) {
          const about = commands.filter(({ serverId }) => serverId === id);
          const gone = about.findLastIndex(({ kind }) => kind === "Delete" || kind === "SoftDelete");
          const alive = about.slice(gone + 1);
          if (alive.length > 0) expected[id] = Object.assign({}, ...alive.map((command) => command.item));
        }
        expect(itemsOf(replica)).toEqual(expected);
      }),
    );
  });

  it("does not depend on how it is cut into answers", () => {
    fc.assert(
      fc.property(fc.array(serverCommand, { maxLength: 12 }), fc.nat(12), (commands, cut) => {
        const [whole, parts] = [new Replica(), new Replica()];
        whole.applyServer(commands, "x");
        parts.applyServer(commands.slice(0, cut), "x");
        parts.applyServer(commands.slice(cut), "x");
        expect([...parts.held]).toEqual([...whole.held]);
      }),
    );
  });

  it("is the same when an answer comes twice, each item in it once", () => {
    const answer = fc.uniqueArray(serverCommand, { maxLength: 3, selector: ({ serverId }) => serverId });
    fc.assert(
      fc.property(answer, (commands) => {
        const replica = new Replica();
        replica.applyServer(commands, "x");
        const once = itemsOf(replica);
        replica.applyServer(commands, "y");
        expect(itemsOf(replica)).toEqual(once);
      }),
    );
  });

  it("keeps the other fields and the class when Read or Flag come alone", () => {
    const replica = new Replica();
    const full = { from: "[MOBILE:+15550100]", read: "0", body: { type: "1", data: "hi" } };
    replica.applyServer([{ kind: "Add", class: "SMS", serverId: "5:1", item: full }], "e1");
    replica.applyServer([{ kind: "Change", serverId: "5:1", item: { read: "1" } }], "e2");
    replica.applyServer([{ kind: "Change", serverId: "5:1", item: { flag: { Status: "2" } } }], "e3");
    expect(replica.held.get("5:1")).toEqual({
      serverId: "5:1",
      class: "SMS",
      item: { ...full, read: "1", flag: { Status: "2" } },
      exchange: "e3",
    });
  });
});

describe("the device's own commands", () => {
  const add = (clientId: string): ClientCommand => ({ kind: "Add", class: "SMS", clientId, item: { from: clientId } });
  const response = (fields: Partial<CommandResponse> & Pick<CommandResponse, "kind">): CommandResponse => fields;

  it("add what Responses give a ServerId, and nothing else", () => {
    const outcome = fc.record(
      { status: fc.constantFrom("1", "6"), serverId: ids, listed: fc.boolean() },
      { requiredKeys: ["listed"] },
    );
    fc.assert(
      fc.property(outcome, ({ listed, ...fields }) => {
        const replica = new Replica();
        replica.applyOwn([add("c1")], listed ? [response({ kind: "Add", clientId: "c1", ...fields })] : [], "e1");
        const stored = listed && fields.status !== "6" && fields.serverId !== undefined;
        expect([...replica.held.keys()]).toEqual(stored ? [fields.serverId] : []);
      }),
    );
  });

  it("take over what the server answered about an added item", () => {
    const replica = new Replica();
    const said = { kind: "Add", clientId: "c1", serverId: "5:1", status: "1", item: { conversationId: "x" } } as const;
    replica.applyOwn([add("c1")], [said], "e1");
    expect(replica.held.get("5:1")).toMatchObject({ class: "SMS", item: { from: "c1", conversationId: "x" } });
  });

  it.each([
    [undefined, true],
    ["1", true],
    ["7", false],
    ["8", false],
  ])("change and delete unless Responses say otherwise (Status %s)", (status, applied) => {
    const held: ServerCommand[] = ["5:1", "5:2"].map((serverId) => ({ kind: "Add", serverId, item: { read: "0" } }));
    const replica = new Replica();
    replica.applyServer(held, "e1");
    const own: ClientCommand[] = [
      { kind: "Change", serverId: "5:1", item: { read: "1" } },
      { kind: "Delete", serverId: "5:2" },
    ];
    const responses: CommandResponse[] = own.flatMap((command) =>
      status === undefined || !("serverId" in command)
        ? []
        : [{ kind: command.kind, serverId: command.serverId, status }],
    );
    replica.applyOwn(own, responses, "e2");
    expect(replica.held.get("5:1")?.item.read).toBe(applied ? "1" : "0");
    expect(replica.held.has("5:2")).toBe(!applied);
  });

  it("do not make an item out of a Change of something that is not held", () => {
    const replica = new Replica();
    replica.applyOwn([{ kind: "Change", serverId: "9", item: { read: "1" } }], [], "e1");
    expect(replica.held.size).toBe(0);
  });

  it("fetch fields of an item that is held", () => {
    const replica = new Replica();
    replica.applyServer([{ kind: "Add", serverId: "5:1", item: { read: "0" } }], "e1");
    const body = { type: "1", data: "whole" };
    const said: CommandResponse = { kind: "Fetch", serverId: "5:1", status: "1", item: { body } };
    replica.applyOwn([{ kind: "Fetch", serverId: "5:1" }], [said], "e2");
    expect(replica.held.get("5:1")?.item).toEqual({ read: "0", body });
  });
});
