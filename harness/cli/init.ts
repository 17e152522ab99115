import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../run/usage-error.js";
import type { Register } from "./program.js";

export const initCommand: Register = (program, io, done) => {
  program
    .command("init")
    .description("write a documented asms.config.ts into this folder, or asms.config.json with --json")
    .option("--json", "write JSON, which cannot hold comments")
    .action((flags: { readonly json?: true }) => {
      const name = flags.json === true ? "asms.config.json" : "asms.config.ts";
      write(join(io.cwd, name), flags.json === true ? json : typescript, name);
      io.out(`Wrote ${name}. Fill in target and account, set ASMS_PASSWORD, then: asms run\n`);
      done(0);
    });
};

function write(path: string, text: string, name: string): void {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    const why = exists ? "is there already; it was left as it is" : "cannot be written here";
    throw new UsageError(`${name} ${why}`);
  }
}

const json = `${JSON.stringify(
  {
    target: "https://mail.example.com/Microsoft-Server-ActiveSync",
    accounts: [{ user: "alice", passwordEnv: "ASMS_PASSWORD" }],
    profile: "seed",
    claims: "asms",
  },
  null,
  2,
)}\n`;

const typescript = `// Configuration of asms-conformance. Every field may be left out, and has a flag of the same meaning
// where one is needed on the spot; a flag wins over this file.
export default {
  // The ActiveSync endpoint, any path. Without it the embedded reference server is judged.
  target: "https://mail.example.com/Microsoft-Server-ActiveSync",

  // Mailboxes that the suite may use: it adds, changes and deletes items in them, and removes what it added. As many cases
  // run at once as there are accounts. Secrets never stand here: name an environment variable or a file.
  accounts: [
    {
      user: "alice",
      passwordEnv: "ASMS_PASSWORD",
      // passwordFile: "alice.password",
      // authorizationEnv: "ASMS_AUTHORIZATION",  // whole header value, e.g. "Bearer …", instead of a password
      // email: "alice@example.com",              // default: the user name
    },
  ],

  // seed: the document as given, at every protocol version from 14.0 on. current: the text published today.
  profile: "seed",

  // asms: the server claims to implement [MS-ASMS], so refusing what it grants is a violation.
  // none: it claims nothing; honest refusals are "not applicable".
  claims: "asms",

  // How exact the server must be where the document leaves freedom; strict is for the embedded server only.
  // tolerance: "field",

  // Default: the highest of 14.1 and 14.0 that the server offers.
  // protocol: ["14.0", "14.1"],

  // tls: { caFile: "our-ca.pem", insecure: false },
  // http: { keepAlive: false, queryForm: "plain", userAgent: "asms-conformance" },

  // Milliseconds. settleMs: how long a change may take to show; default: measured.
  // timeouts: { answerMs: 30000, caseMs: 600000, settleMs: 2000 },

  // Ways to put e-mail and SMS into the mailbox other than the protocol itself; see docs/seeding.md.
  // seeding: {
  //   imap: { host: "imap.example.com", passwordEnv: "ASMS_PASSWORD" },
  //   command: "./feed-mailbox",
  // },

  // What the probe need not find out, e.g. { "sms.backdate": "no" }. It says where it sees otherwise.
  // capabilities: {},

  // Drawn values follow from it; default: drawn for each run and printed in the report.
  // seed: 42,

  // Verdicts that are known and put up with, relative to this file; asms run --update-baseline writes it.
  // baseline: "baseline.json",

  // Folder for the reports.
  out: "asms-report",
};
`;
