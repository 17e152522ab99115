import type { ItemFields } from "../../eas/index.js";
import type { EmailInput, SmsInput } from "../case.js";
import { fictionNumbers } from "./fiction-numbers.js";
import { Identities, numbersIn } from "./identity.js";
import { type Rung, smsItem } from "./rungs.js";
import { drawnMarker, drawnName, drawnWords } from "./words.js";

export interface SmsDraft {
  readonly token: string;
  /** Letters and digits, used by nobody else: fit for a ClientId ([MS-ASCMD] 2.2.3.28.2). */
  readonly clientId: string;
  readonly item: ItemFields;
  readonly date: Date;
}

export interface EmailDraft {
  readonly token: string;
  readonly text: string;
}

/** Draws up items that are known again wherever they appear, and keeps the list of them. */
export class Draughtsman {
  readonly identities = new Identities();
  /** The next number of the fiction block. */
  readonly number: () => string;

  /**
   * @param repeatable gives what a repeated run shall have again: names and texts
   * @param lasting gives what no other run may have, since a mailbox may outlive runs: numbers and markers
   */
  constructor(
    readonly rung: Rung,
    private readonly repeatable: () => number,
    private readonly lasting: () => number,
  ) {
    this.number = fictionNumbers(lasting);
  }

  sms(input: SmsInput = {}, rung: Rung = this.rung): SmsDraft {
    const token = this.number();
    const to = input.to ?? this.number();
    const marker = drawnMarker(this.lasting);
    const text = input.text ?? `${input.words ?? drawnWords(this.repeatable, 5)} ${marker}`;
    const date = new Date(Date.now() - (input.ageHours ?? 1) * 3_600_000);
    const written = smsItem(
      {
        from: token,
        fromName: input.fromName ?? drawnName(this.repeatable),
        to,
        // The number once more, as in the document's example: a server that knows no [MOBILE:] may keep the name alone.
        toName: to,
        dateReceived: date,
        importance: input.importance ?? "1",
        read: input.read ?? "0",
        text,
      },
      rung,
    );
    const item = input.flag === undefined ? written : { ...written, flag: input.flag };
    const toNumber = numbersIn(to).find((number) => number.length >= 10);
    this.identities.add({
      token,
      class: "SMS",
      text,
      ...(toNumber === undefined || input.to !== undefined ? {} : { toNumber }),
      ...(input.text === undefined ? { marker } : {}),
    });
    return { token, clientId: marker, item, date };
  }

  email(input: EmailInput = {}): EmailDraft {
    const token = drawnMarker(this.lasting);
    const text = input.text ?? `${drawnWords(this.repeatable, 12)} ${token}`;
    this.identities.add({ token, class: "Email", text, marker: token });
    return { token, text };
  }
}
