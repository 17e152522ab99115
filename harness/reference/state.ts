import type { PartnershipId, ProtocolVersion } from "../eas/index.js";
import { type Account, type Clock, partnershipName } from "./context.js";
import { Mailbox } from "./mailbox.js";
import { OutboundRegister } from "./outbound.js";
import { Partnership } from "./partnership.js";
import type { Rules } from "./rules/index.js";
import type { ReferenceOptions } from "./types.js";

const dayMs = 86_400_000;

/** Everything that the running server knows. */
export class ServerState {
  readonly #accounts = new Map<string, Account>();
  readonly #options: ReferenceOptions;
  #lastKey = 0;
  #partnerships = 0;
  #requests = 0;
  #offsetMs = 0;
  readonly clock: Clock;

  constructor(
    options: ReferenceOptions,
    readonly rules: Rules,
    readonly versions: readonly ProtocolVersion[],
  ) {
    this.#options = options;
    const now = options.now ?? Date.now;
    this.clock = {
      now: () => now() + this.#offsetMs,
      secondMs: options.heartbeatSecondMs ?? 1000,
      minimumHeartbeat: options.minimumHeartbeat ?? 60,
    };
    for (const [user, password] of Object.entries(options.users ?? { alice: "secret" })) this.addUser(user, password);
  }

  get demandPolicy(): boolean {
    return this.rules.service.demandsPolicy(this.#options.demandPolicy ?? true);
  }

  addUser(user: string, password: string): void {
    const mailbox = new Mailbox(user, this.clock.now);
    this.#accounts.set(user, {
      user,
      password,
      mailbox,
      outbound: new OutboundRegister(),
      partnerships: new Map(),
    });
  }

  /** @throws Error for an unknown user. */
  account(user: string): Account {
    const account = this.#accounts.get(user);
    if (account !== undefined) return account;
    const known = [...this.#accounts.keys()].join(", ");
    throw new Error(`The reference server has no user "${user}"; it has ${known}. Add one with addUser.`);
  }

  findAccount(user: string): Account | undefined {
    return this.#accounts.get(user);
  }

  /** Users by the part of an address before the @: the server takes mail for every domain. */
  mailboxOf(address: string): Mailbox | undefined {
    const local = address.slice(0, address.indexOf("@"));
    return (this.#accounts.get(address) ?? this.#accounts.get(local))?.mailbox;
  }

  partnership(account: Account, id: PartnershipId): Partnership {
    const name = partnershipName(id);
    const known = account.partnerships.get(name);
    if (known !== undefined) return known;
    this.#partnerships += 1;
    const made = new Partnership(id, this.#partnerships);
    account.partnerships.set(name, made);
    return made;
  }

  /** Counts the commands that came. */
  nextRequest(): number {
    this.#requests += 1;
    return this.#requests;
  }

  newKey(): string {
    this.#lastKey += 1;
    return this.rules.key.spell(this.#lastKey);
  }

  advance(days: number): void {
    this.#offsetMs += days * dayMs;
  }
}
