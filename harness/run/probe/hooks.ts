import type { Capability } from "../../judging/results.js";
import { capability, type ProbeStage } from "./stage.js";

/** inspect.outbound and clock: only the operator can give them. */
export function hookCapabilities(stage: ProbeStage): readonly Capability[] {
  const { hooks } = stage.environment;
  return [
    offered("inspect.outbound", hooks.outbound !== undefined, "outbound", "which devices may send SMS"),
    offered("clock", hooks.advance !== undefined, "advance", "the server's clock"),
  ];
}

function offered(name: string, there: boolean, hook: string, what: string): Capability {
  return there
    ? capability(name, "yes", `the hook "${hook}" gives access to ${what}`)
    : capability(name, "no", `the protocol gives no access to ${what}, and there is no hook "${hook}" (hook missing)`);
}
