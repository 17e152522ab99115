import type { OutboundDevice, SeenSettings } from "../types.js";
import type { ToyHabits } from "./toy-server.js";

/** Who may carry outbound SMS, as the toy server keeps it. */
export class ToyRegister {
  private readonly numbers = new Map<string, { on: boolean; number: string }>();

  constructor(private readonly habits: ToyHabits) {}

  settings(device: string, on: 0 | 1, number: string | undefined): SeenSettings {
    const known = this.numbers.get(device);
    if (on === 0) {
      if (this.habits.flaws.has("M-set-zero-needs-number") && number === undefined) return { status: "5" };
      if (known !== undefined && !this.habits.flaws.has("M-set-zero-ignored"))
        this.numbers.set(device, { ...known, on: false });
      return { status: "1" };
    }
    if (number === "" && this.habits.flaws.has("M-set-empty-number")) return { status: "1" };
    if (number === undefined || number === "") {
      if (this.habits.flaws.has("M-set-no-number-ok")) return { status: "1" };
      if (this.habits.flaws.has("M-set-code2")) return { status: "2" };
      if (known === undefined || !this.habits.liberties.has("remembered number")) return { status: "5" };
      this.numbers.set(device, { ...known, on: true });
      return { status: "1" };
    }
    if (this.habits.flaws.has("M-set-digits-only") && !/^\d+$/.test(number)) return { status: "5" };
    const stale = this.habits.flaws.has("M-set-stale-number") ? known?.number : undefined;
    this.numbers.set(device, { on: true, number: stale ?? number });
    return { status: "1" };
  }

  outbound(): OutboundDevice[] {
    if (this.habits.flaws.has("M-set-not-propagated")) return [];
    return [...this.numbers].flatMap(([device, { on, number }]) => (on ? [{ device, number }] : []));
  }
}
