import { buildSendMailResponse, readSendMailRequest } from "../../eas/index.js";
import type { CommandContext, Reply } from "../context.js";
import type { ItemChange, Mailbox } from "../mailbox.js";
import { type Mail, readMail } from "../mime.js";

/** Common statuses ([MS-ASCMD] 2.2.2). */
const status = { badXml: "103", badMime: "107", sentBefore: "118", noRecipient: "119" };

/** The SendMail command ([MS-ASCMD] 2.2.1.17): mail to users of this server arrives, other mail goes nowhere. */
export function sendMail(context: CommandContext): Reply {
  const request = context.document && readSendMailRequest(context.document);
  if (request === undefined || request.clientId === "") return failed(context, status.badXml);
  const { partnership, account, rules } = context;
  if (partnership.sentClientIds.has(request.clientId)) return failed(context, status.sentBefore);
  const mail = readMail(request.mime);
  if (mail === undefined) return failed(context, status.badMime);
  if (mail.recipients.length === 0) return failed(context, status.noRecipient);
  partnership.sentClientIds.add(request.clientId);
  const now = context.clock.now();
  if (request.saveInSentItems === true) deliverMail(account.mailbox, "Sent Items", mail, now);
  if (rules.service.deliversMail()) {
    const mailboxes = new Set(mail.recipients.map((address) => context.mailboxOf(address)));
    for (const mailbox of mailboxes) if (mailbox !== undefined) deliverMail(mailbox, "Inbox", mail, now);
  }
  return { empty: true };
}

function failed({ version }: CommandContext, code: string): Reply {
  return { document: buildSendMailResponse({ status: code }, version) };
}

/** Stores an e-mail as the mail system would. */
export function deliverMail(
  mailbox: Mailbox,
  folder: Parameters<Mailbox["folderNamed"]>[0],
  mail: Pick<Mail, "from" | "to" | "subject" | "text">,
  receivedAt: number,
  state: Pick<ItemChange, "read" | "flag"> = {},
): void {
  mailbox.add({
    folderId: mailbox.folderNamed(folder).id,
    class: "Email",
    receivedAt,
    fields: {
      to: mail.to,
      from: mail.from,
      subject: mail.subject,
      dateReceived: new Date(receivedAt).toISOString(),
      importance: "1",
      read: "0",
      messageClass: "IPM.Note",
      internetCpid: "65001",
      body: { type: "1", data: mail.text },
      ...state,
    },
  });
}
