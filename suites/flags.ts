import type { FlagFields } from "../harness/eas/index.js";

// Flags as a phone sets them: the four dates all present, start not after due ([MS-ASEMAIL] 2.2.2.34).

/** Members of Flag and the rows that speak of them. */
export const flagRows: Readonly<Record<string, string>> = {
  Subject: "ASMS-2.2.2-8",
  Status: "ASMS-2.2.2-9",
  FlagType: "ASMS-2.2.2-10",
  DateCompleted: "ASMS-2.2.2-11",
  CompleteTime: "ASMS-2.2.2-12",
  StartDate: "ASMS-2.2.2-13",
  DueDate: "ASMS-2.2.2-14",
  UtcStartDate: "ASMS-2.2.2-15",
  UtcDueDate: "ASMS-2.2.2-16",
  ReminderSet: "ASMS-2.2.2-17",
  ReminderTime: "ASMS-2.2.2-18",
  OrdinalDate: "ASMS-2.2.2-19",
  SubOrdinalDate: "ASMS-2.2.2-20",
};

export function activeFlag(): FlagFields {
  const at = moments();
  return {
    Subject: "Call back",
    Status: "2",
    FlagType: "for Follow Up",
    StartDate: at(1),
    UtcStartDate: at(1),
    DueDate: at(2),
    UtcDueDate: at(2),
    ReminderSet: "1",
    ReminderTime: at(1.5),
    OrdinalDate: at(0),
    SubOrdinalDate: "5555555",
  };
}

/** Active too, and every member but Status and ReminderSet has another value. */
export function otherActiveFlag(): FlagFields {
  const at = moments();
  return {
    Subject: "Write back",
    Status: "2",
    FlagType: "Flag for follow up",
    StartDate: at(3),
    UtcStartDate: at(3),
    DueDate: at(4),
    UtcDueDate: at(4),
    ReminderSet: "1",
    ReminderTime: at(3.5),
    OrdinalDate: at(0.5),
    SubOrdinalDate: "6666666",
  };
}

export function completedFlag(): FlagFields {
  const at = moments();
  return { Status: "1", FlagType: "for Follow Up", CompleteTime: at(0), DateCompleted: at(0) };
}

/** What other phones write: no reminder, no dates but those of the list, a type of its own, a Subject that is long and not ASCII. */
export function unusualFlag(): FlagFields {
  const at = moments();
  return {
    Subject: `Zurückrufen: Łukasz, привет, 你好 🎉 – ${"noch heute ".repeat(20)}`.trim(),
    Status: "2",
    FlagType: "Flag for follow up",
    ReminderSet: "0",
    OrdinalDate: at(-400),
    SubOrdinalDate: "0",
  };
}

/** Days from now, in whole seconds: what servers store. */
function moments(): (days: number) => string {
  const now = Math.floor(Date.now() / 1000) * 1000;
  return (days) => new Date(now + days * 86_400_000).toISOString();
}

/** Moments may be written with or without a fraction; everything else is compared as text. */
export function sameValue(wanted: string, seen: string | undefined): boolean {
  if (seen === wanted) return true;
  const times = [wanted, seen ?? ""].map((text) => (/^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN));
  return times[0] === times[1];
}
