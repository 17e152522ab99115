import { type FolderName, formatSmsAddress, type ItemFields } from "../../eas/index.js";

/**
 * One way to add an SMS by Sync. A refusal counts only after the request has been made as easy as [MS-ASMS] allows, so each
 * rung eases one thing more than the one before it.
 */
export interface Rung {
  /** 1 to 9. */
  readonly number: number;
  /** What this rung eases against the one before. */
  readonly eases: string;
  /** Where the item is put; `work` is a mail folder made for the purpose (FolderCreate, type 12). */
  readonly folder: FolderName | "work";
  /** Both sets stand in the request of the Add; else they were sent in an earlier one and are sticky. */
  readonly setsWithAdd: boolean;
  /** DateReceived and Importance are written. */
  readonly dated: boolean;
  /** InternetCPID 65001 and an empty Flag are written. */
  readonly codePageAndFlag: boolean;
  /** To and From are bare numbers: no name, digits only. */
  readonly bareNumbers: boolean;
  /** The feeder announces itself able to send SMS first (Settings, EnableOutboundSMS 1); switched off at the end. */
  readonly outbound: boolean;
  /** The next lower protocol version that is offered. */
  readonly lowerVersion: boolean;
}

const first: Rung = {
  number: 1,
  eases: "both sets and the Add in one request, Inbox",
  folder: "Inbox",
  setsWithAdd: true,
  dated: true,
  codePageAndFlag: false,
  bareNumbers: false,
  outbound: false,
  lowerVersion: false,
};

function ladder(bottom: Rung, ...steps: readonly (Partial<Rung> & Pick<Rung, "eases">)[]): readonly Rung[] {
  const all = [bottom];
  for (const step of steps) all.push({ ...(all.at(-1) ?? bottom), ...step, number: all.length + 1 });
  return all;
}

/** The ladder, lowest rung first. */
export const rungs: readonly Rung[] = ladder(
  first,
  { eases: "sets sent in an earlier Sync", setsWithAdd: false },
  { eases: "Sent Items in place of the Inbox", folder: "Sent Items" },
  { eases: "a mail folder made for the purpose", folder: "work" },
  { eases: "without DateReceived and Importance", dated: false },
  { eases: "with InternetCPID 65001 and an empty Flag", codePageAndFlag: true },
  { eases: "numbers without a name", bareNumbers: true },
  { eases: "after EnableOutboundSMS 1 with a number", outbound: true },
  { eases: "at the next lower protocol version", lowerVersion: true },
);

/** The rung of this number; the first one for a number that is none. */
export function rungOf(number: number | undefined): Rung {
  return rungs.find((rung) => rung.number === number) ?? first;
}

/** The makings of an SMS. */
export interface SmsParts {
  /** Digits with country code. */
  readonly from: string;
  readonly fromName: string;
  /** Digits with country code, or the whole value of To. */
  readonly to: string;
  readonly toName: string;
  readonly dateReceived: Date;
  readonly importance: "0" | "1" | "2";
  readonly read: "0" | "1";
  readonly text: string;
}

/** The SMS as this rung writes it ([MS-ASMS] 2.2.1, 2.2.2). */
export function smsItem(parts: SmsParts, rung: Rung): ItemFields {
  return {
    to: address(parts.to, parts.toName, rung),
    from: address(parts.from, parts.fromName, rung),
    ...(rung.dated ? { dateReceived: parts.dateReceived.toISOString(), importance: parts.importance } : {}),
    read: parts.read,
    body: { type: "1", data: parts.text },
    ...(rung.codePageAndFlag ? { internetCpid: "65001", flag: {} } : {}),
  };
}

/** `"Name" [MOBILE:number]` ([MS-ASMS] 2.2.2.1.1); a value that is no plain number was written by the case and stays as it is. */
function address(number: string, name: string, rung: Rung): string {
  if (!/^\d+$/.test(number)) return number;
  return rung.bareNumbers ? formatSmsAddress(undefined, number) : formatSmsAddress(name, `+${number}`);
}
