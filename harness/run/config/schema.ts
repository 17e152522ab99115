import { seedingSchema } from "../seeding/configuration.js";

const text = { type: "string", minLength: 1 } as const;
const positive = { type: "integer", minimum: 1 } as const;

function object(properties: Readonly<Record<string, unknown>>, required: readonly string[] = []) {
  return { type: "object", additionalProperties: false, required, properties } as const;
}

const account = object(
  {
    user: { ...text, description: "Name to log in with." },
    passwordEnv: { ...text, description: "Environment variable with the password." },
    passwordFile: { ...text, description: "File with the password, relative to this configuration file." },
    authorizationEnv: { ...text, description: "Environment variable with the whole Authorization header value." },
    authorizationFile: { ...text, description: "File with the whole Authorization header value." },
    email: { ...text, description: "Address of the mailbox. Default: the user name." },
  },
  ["user"],
);

/** JSON Schema (2020-12) of the configuration file. */
export const configSchema = object({
  $schema: { type: "string" },
  target: { type: "string", pattern: "^https?://", description: "URL of the ActiveSync endpoint, any path." },
  accounts: { type: "array", items: account, description: "Mailboxes of the suite; as many cases run at once." },
  profile: { enum: ["seed", "current"], description: "The document as given (default), or the text of today." },
  tolerance: { enum: ["strict", "field"], description: "How exact the target must be where the text leaves freedom." },
  claims: { enum: ["asms", "none"], description: "Does the target claim to implement [MS-ASMS]? Default asms." },
  protocol: { type: "array", minItems: 1, items: { enum: ["14.0", "14.1", "16.0", "16.1"] } },
  tls: object({
    caFile: { ...text, description: "PEM file of an extra trusted authority, relative to this file." },
    insecure: { type: "boolean", description: "Accept any certificate." },
  }),
  http: object({
    keepAlive: { type: "boolean", description: "Keep connections open between requests. Default false." },
    queryForm: { enum: ["plain", "base64"], description: "Form of the query string. Default plain." },
    userAgent: text,
  }),
  timeouts: object({
    answerMs: { ...positive, description: "Milliseconds for one answer. Default 30000." },
    caseMs: { ...positive, description: "Milliseconds for one case. Default 600000." },
    settleMs: { type: "integer", minimum: 0, description: "Milliseconds until a change shows. Default: measured." },
  }),
  seeding: { ...seedingSchema, description: "Ways into the mailbox other than the protocol itself." },
  capabilities: { type: "object", additionalProperties: { enum: ["yes", "no"] } },
  seed: { type: "integer", minimum: 0, description: "What drawn values follow from." },
  baseline: { ...text, description: "File of the verdicts that are known, relative to this configuration file." },
  out: { ...text, description: "Folder for the reports. Default asms-report." },
});
