export interface MailMessage {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly date: Date;
}

/**
 * A plain message as RFC 5322 has it: UTF-8 text in base64, so that no line is too long and no byte is changed on the way.
 * @throws Error when a header value has a line break, which would begin a header of its own
 */
export function mailMessage({ from, to, subject, text, date }: MailMessage): string {
  const headers: readonly (readonly [string, string])[] = [
    ["From", from],
    ["To", to],
    ["Subject", encodedWord(subject)],
    ["Date", date.toUTCString().replace(/GMT$/, "+0000")],
    ["Message-ID", `<${subject.replace(/[^A-Za-z0-9]/g, "")}.${date.getTime()}@asms-conformance.invalid>`],
    ["MIME-Version", "1.0"],
    ["Content-Type", 'text/plain; charset="utf-8"'],
    ["Content-Transfer-Encoding", "base64"],
  ];
  const lines = headers.map(([name, value]) => {
    if (/[\r\n]/.test(value)) throw new Error(`A mail header may have no line break: ${name}`);
    return `${name}: ${value}`;
  });
  const body =
    Buffer.from(text, "utf8")
      .toString("base64")
      .match(/.{1,76}/g) ?? [];
  return [...lines, "", ...body, ""].join("\r\n");
}

/** RFC 2047, for a Subject that is not plain ASCII. */
function encodedWord(text: string): string {
  return /^[ -~]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text, "utf8").toString("base64")}?=`;
}

/** An address for a user name that has none: a domain that can never be delivered to (RFC 2606). */
export function addressOf(user: string, email?: string): string {
  if (email !== undefined) return email;
  return user.includes("@") ? user : `${user}@asms-conformance.invalid`;
}
