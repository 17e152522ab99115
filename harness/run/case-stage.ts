import { fetchOptions } from "../device/index.js";
import type { Device, DeviceSetup } from "../device/types.js";
import { type Evidence, type Exchange, exchangesOf } from "../eas/index.js";
import { catalogue } from "../judging/catalogue.js";
import { type Check, createCheck, JudgingError } from "../judging/check.js";
import type { Capability, Exploration, Finding } from "../judging/results.js";
import { rulings } from "../judging/rulings.js";
import type { Part } from "../judging/verdict.js";
import { monitors } from "../monitors/index.js";
import { hasBase } from "./capabilities.js";
import type { CaseContext } from "./case.js";
import { ending } from "./case-ending.js";
import type { Account, CaseMailbox, RunEnvironment } from "./environment.js";
import type { ExpandedCase } from "./expand.js";
import { attemptsOf } from "./explore/attempts.js";
import { endOf } from "./explore/budget.js";
import { ExampleFolder } from "./explore/examples.js";
import { Keeper } from "./explore/keeper.js";
import { levelOf } from "./explore/level.js";
import { latestMs } from "./explore/pace.js";
import type { Property } from "./explore/property.js";
import { Search } from "./explore/search.js";
import { obstacle } from "./gates.js";
import { optionSets } from "./option-sets.js";
import { Inconclusive, NotApplicable } from "./outcome.js";
import { drawn, firstDeviceId, freshDeviceId } from "./random.js";

/** Milliseconds for a search to come to its end after an interruption. */
const patienceMs = 5000;

/** What a case plays on: a fresh partnership, the mailbox, the door for verdicts, and all that is left behind for the verdict. */
export class Stage {
  readonly exchanges: Exchange[] = [];
  readonly findings: Finding[] = [];
  readonly parts: Part[] = [];
  readonly #recorded = new Set<Exchange>();
  readonly #devices: Device[] = [];
  #deviceA: Device | undefined;
  #mailbox: CaseMailbox | undefined;
  #open = true;
  #search: Pick<Search<unknown>, "exploration"> | undefined;
  #searching: Promise<unknown> = Promise.resolve();
  readonly #left: string[] = [];

  constructor(
    readonly expanded: ExpandedCase,
    readonly environment: RunEnvironment,
    readonly account: Account,
    readonly signal: AbortSignal,
  ) {}

  /** Opens the mailbox and connects device A. @throws StageError when the target does not let it get that far. */
  async connect(): Promise<void> {
    this.#mailbox = this.environment.openMailbox({
      caseId: this.expanded.id,
      account: this.account,
      protocolVersion: this.expanded.protocolVersion,
      hooks: this.environment.hooks,
      capabilities: this.environment.capabilities,
      settleMs: this.environment.settleMs,
      newDevice: (label) => this.#further(label),
      random: drawn(this.environment.seed, this.expanded.id, "mailbox"),
      runToken: this.environment.runToken,
      signal: this.signal,
    });
    this.#deviceA = this.#made("A");
    if (!this.expanded.definition.connects) await this.#deviceA.connect();
  }

  /** Takes everything down; resolves to what was left in the mailbox, in words. Nothing is recorded afterwards. */
  async strike(): Promise<readonly string[]> {
    await this.#searchEnded();
    const left = this.#mailbox === undefined ? [] : await this.#mailbox.cleanUp();
    await Promise.all(this.#devices.map((device) => device.close()));
    this.#open = false;
    return [...this.#left, ...left];
  }

  /** What the case tried, if it draws its inputs; as far as it got. */
  get exploration(): Exploration | undefined {
    return this.#search?.exploration;
  }

  get context(): CaseContext {
    const { environment, expanded } = this;
    const device = this.#deviceA;
    const mailbox = this.#mailbox;
    if (device === undefined || mailbox === undefined) throw new Error("The stage is not set yet");
    return {
      device,
      mailbox,
      newDevice: (label) => this.#further(label),
      fetchOptions: () => fetchOptions(this.#setup("options")),
      check: this.#door(),
      axes: Object.fromEntries(Object.entries(expanded.axes).map(([axis, { value }]) => [axis, value])),
      profile: environment.profile,
      tolerance: environment.tolerance,
      claims: environment.claims,
      protocolVersion: expanded.protocolVersion,
      capability: (name) => this.#capability(name),
      can: (...names) => names.every((name) => this.#capability(name).value === "yes"),
      part: (name, needs, body) => this.#part(name, needs, body),
      sets: optionSets,
      hooks: environment.hooks,
      inconclusive: (reason, blockedBy) => {
        throw new Inconclusive(reason, blockedBy);
      },
      notApplicable: (reason, evidence) => {
        throw new NotApplicable(reason, evidenceIds(evidence));
      },
      heartbeat: environment.heartbeat,
      signal: this.signal,
      explore: (property) => this.#explore(property),
    };
  }

  async #explore<T>(property: Property<T>): Promise<Exploration> {
    const { environment, expanded, signal } = this;
    const { id, protocolVersion } = expanded;
    if (this.#search !== undefined) throw new Error(`Case ${id} explores twice`);
    const check = this.#door();
    const plan = environment.explore ?? {};
    const share = environment.budget?.share();
    const expired = share === undefined ? undefined : endOf(share);
    const ends = expired === undefined ? signal : AbortSignal.any([signal, expired]);
    const lateAt = share === undefined ? Number.POSITIVE_INFINITY : performance.now() + latestMs(share);
    const late = () => performance.now() > lateAt;
    const notes = [...(property.notes ?? []), ...(environment.budget === undefined ? [] : [environment.budget.words])];
    const search = new Search(notes.length === 0 ? property : { ...property, notes }, {
      plan,
      seed: environment.seed,
      open: attemptsOf(expanded, environment, { signal: ends, leave: (what) => this.#leave(what), late }),
      keeper: new Keeper(
        // Monitors are not asked of what wrong requests bring back (`unprovoked`), so it is no alarm either.
        expanded.definition.suite === "robustness" ? [] : monitors,
        (exchange) => this.#record(exchange),
        ({ requirement, observation, evidence, options }) => check(requirement, observation, evidence, options),
        (requirement, ruling) =>
          ["fail", "warn"].includes(levelOf(requirement, ruling, environment.profile, protocolVersion)),
      ),
      ...(plan.examples === undefined ? {} : { examples: new ExampleFolder(plan.examples, id) }),
      replay: (drawn) => environment.replay(id, protocolVersion, drawn),
      signal: ends,
      ...(share === undefined ? {} : { share }),
      ...(expired === undefined ? {} : { expired }),
    });
    this.#search = search;
    const running = search.run();
    // What comes of it is told to whoever waits for the search itself.
    this.#searching = running.catch(() => undefined);
    const exploration = await running.finally(() => this.parts.push(...search.unjudged.parts));
    const { outage } = search.unjudged;
    if (outage !== undefined) throw new Inconclusive(outage);
    if (exploration.endedBy === "budget" && this.findings.length === 0) {
      throw new Inconclusive("the budget was used up before a first input was tried to its end");
    }
    return exploration;
  }

  /** A search that is interrupted gives up what it is trying and tells what it had found; that takes no longer than a moment. */
  async #searchEnded(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([this.#searching, patience]);
    clearTimeout(timer);
  }

  /** A thousand attempts may leave the same behind. */
  #leave(what: string): void {
    if (!this.#left.includes(what)) this.#left.push(what);
  }

  async #connected(label: string): Promise<Device> {
    const device = this.#made(label);
    await device.connect();
    return device;
  }

  #made(label: string): Device {
    const { environment, expanded } = this;
    if (this.#devices.some((device) => device.label === label)) {
      throw new Error(`Case ${expanded.id} makes two devices of the name ${label}`);
    }
    const device = environment.createDevice(this.#setup(label));
    this.#devices.push(device);
    return device;
  }

  #setup(label: string): DeviceSetup {
    const { environment, expanded, account } = this;
    const { authorization } = account;
    return {
      endpoint: { ...environment.endpoint, ...(authorization === undefined ? {} : { authorization }) },
      label,
      partnership: {
        user: account.user,
        deviceId: this.#isAlone(label)
          ? firstDeviceId(environment.runToken)
          : freshDeviceId(environment.runToken, expanded.id, label),
        deviceType: "AsmsConformance",
      },
      protocolVersion: expanded.protocolVersion,
      idPrefix: expanded.id,
      record: (exchange) => this.#record(exchange),
      signal: this.signal,
      settleMs: environment.settleMs,
      servedBefore: hasBase(environment.capabilities),
    };
  }

  /** Device A is the one that was let in, where no second one is. */
  #isAlone(label: string): boolean {
    const known = this.environment.capabilities.find(({ name }) => name === "device2");
    return label === "A" && known !== undefined && known.value !== "yes";
  }

  #further(label: string): Promise<Device> {
    const barred = obstacle(["device2"], this.environment, ...this.#gates());
    if (barred !== undefined) throw new Inconclusive(barred.reason, barred.blockedBy);
    return this.#connected(label);
  }

  #record(exchange: Exchange): void {
    if (!this.#open) return;
    this.#recorded.add(exchange);
    this.exchanges.push(exchange);
  }

  #door(): Check {
    const check = createCheck({
      catalogue: catalogue(),
      rulings: rulings(),
      profile: this.environment.profile,
      protocolVersion: this.expanded.protocolVersion,
      owner: `Case ${this.expanded.id}`,
      declared: this.expanded.definition.requirements,
      recorded: (exchange) => this.#recorded.has(exchange),
      record: (finding) => this.findings.push(finding),
    });
    return (...input) => {
      if (!this.#open) throw new JudgingError(`Case ${this.expanded.id} goes on checking after its end`);
      check(...input);
    };
  }

  #capability(name: string): Capability {
    const known = this.environment.capabilities.find((capability) => capability.name === name);
    return known ?? { name, value: "unknown", reason: "was not looked for", evidence: [] };
  }

  /** What this case may be the gate of. */
  #gates(): readonly string[] {
    const { scenario, id } = this.expanded.definition;
    return [scenario, id];
  }

  async #part(name: string, needs: readonly string[], body: () => Promise<void>): Promise<boolean> {
    const barred = obstacle(needs, this.environment, ...this.#gates());
    if (barred !== undefined) {
      this.parts.push({ part: name, ...barred });
      return false;
    }
    try {
      await body();
      return true;
    } catch (error) {
      const ended = ending(error, this.environment.caseOfScenario, this.exchanges.at(-1));
      if (ended === undefined || this.signal.aborted) throw error;
      this.parts.push({ part: name, ...ended });
      return false;
    }
  }
}

function evidenceIds(evidence: Evidence | undefined): readonly string[] {
  return evidence === undefined ? [] : exchangesOf(evidence).map(({ id }) => id);
}
