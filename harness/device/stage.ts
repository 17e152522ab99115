import { type Exchange, provisioningDemand } from "../eas/index.js";
import { describeNoDocument } from "./reading.js";
import { type Answer, type DeviceSetup, StageError } from "./types.js";

/**
 * The error of a preparation that the target does not let through. `status` of the error is the Status code, or
 * "HTTP 401" where there is none.
 */
export function refusal(
  answer: Answer<unknown>,
  places: readonly { code: string; under: string }[],
  { servedBefore = false }: Pick<DeviceSetup, "servedBefore">,
): StageError {
  const { exchange } = answer;
  const refused = places.find(({ code }) => code !== "1");
  if (answer.response !== undefined && refused !== undefined) {
    const again = provisioningDemand(exchange) === undefined ? "" : ": it asks for provisioning";
    const words = `Status ${refused.code} under ${refused.under}${again}`;
    return new StageError(`The target refuses ${exchange.command}: ${words}.`, exchange, refused.code);
  }
  const message = `The target does not carry out ${exchange.command}: ${explain(answer, servedBefore)}`;
  return new StageError(message, exchange, httpStatusOf(exchange));
}

/** "HTTP 401"; undefined for a 200 and where there is no answer. */
export function httpStatusOf({ response }: Exchange): string | undefined {
  return response === undefined || response.status === 200 ? undefined : `HTTP ${response.status}`;
}

/** One sentence more for those HTTP answers that a user can do something about. */
function explain({ exchange, response }: Answer<unknown>, servedBefore: boolean): string {
  if (response !== undefined) return "its answer has no Status.";
  if (exchange.failure !== undefined) return exchange.failure.message;
  const seen = describeNoDocument(exchange);
  const location = locationOf(exchange.response?.headers ?? []);
  const advice = httpAdvice(exchange.response?.status ?? 0, location, servedBefore);
  return advice === undefined ? `${seen}.` : `${seen}: ${advice}.`;
}

function httpAdvice(status: number, location: string | undefined, servedBefore: boolean): string | undefined {
  switch (status) {
    case 401:
      return "user name or password are not accepted";
    case 403:
      return servedBefore
        ? "another device of this user was let in before, so this one is blocked, or the number of devices is used up"
        : "this user may not use ActiveSync, or no login was sent";
    case 404:
      return "there is no ActiveSync server at this path";
    case 451:
      return `the mailbox lives on another server, ${location ?? "which it does not name"}`;
    case 456:
      return "the account is blocked";
    case 457:
      return "the password has expired";
    case 507:
      return "the mailbox is full";
    default:
      return undefined;
  }
}

function locationOf(headers: readonly (readonly [string, string])[]): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === "x-ms-location")?.[1];
}
