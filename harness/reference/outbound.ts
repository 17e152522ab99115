/** A device that carries outbound SMS, as every other client of the server may see it ([MS-ASMS] 3.2.5.3). */
export interface Relay {
  readonly deviceId: string;
  readonly number: string;
}

/** Outbound state of one device as it set it last. */
export interface OutboundState {
  readonly enabled: boolean;
  /** Kept when the device withdraws; undefined until it gave one. */
  readonly number: string | undefined;
}

/** The relays of one user: own state of each device, and the list that all clients are shown. */
export class OutboundRegister {
  readonly #states = new Map<string, OutboundState>();
  readonly #shown = new Map<string, Relay>();

  state(deviceId: string): OutboundState {
    return this.#states.get(deviceId) ?? { enabled: false, number: undefined };
  }

  set(deviceId: string, state: OutboundState): void {
    this.#states.set(deviceId, state);
  }

  /** Makes the state of a device known to all clients. */
  propagate(deviceId: string): void {
    const { enabled, number } = this.state(deviceId);
    if (enabled) this.#shown.set(deviceId, { deviceId, number: number ?? "" });
    else this.#shown.delete(deviceId);
  }

  relays(): Relay[] {
    return [...this.#shown.values()];
  }
}
