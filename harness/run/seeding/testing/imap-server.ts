import { createServer, type Server, type Socket } from "node:net";

export interface StoredMessage {
  readonly uid: number;
  readonly flags: Set<string>;
  /** INTERNALDATE as given with the APPEND. */
  readonly date: string;
  readonly raw: string;
}

export interface ImapServerOptions {
  readonly user: string;
  readonly password: string;
  /** Mailboxes by path, with their special-use mark if they have one. */
  readonly mailboxes: Readonly<Record<string, string>>;
  /** Answers NO to these commands. */
  readonly refuses?: readonly string[];
}

/** As much of an IMAP4rev1 server (RFC 3501) as an adapter needs that appends, searches, stores and expunges. */
export class ImapServer {
  readonly boxes = new Map<string, StoredMessage[]>();
  /** Every command line, without its tag. */
  readonly said: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #uid = 0;

  constructor(readonly options: ImapServerOptions) {
    for (const path of Object.keys(options.mailboxes)) this.boxes.set(path, []);
    this.#server = createServer((socket) => {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("error", () => socket.destroy());
      new Connection(this, socket);
    });
  }

  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(0, "127.0.0.1", () => {
        const address = this.#server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  }

  /** Ends every connection without a word, as servers do with idle ones. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): Promise<void> {
    this.drop();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  nextUid(): number {
    this.#uid += 1;
    return this.#uid;
  }
}

class Connection {
  #input = "";
  #selected: StoredMessage[] = [];

  constructor(
    readonly server: ImapServer,
    readonly socket: Socket,
  ) {
    this.#send("* OK ready");
    socket.on("data", (chunk) => {
      this.#input += chunk.toString("latin1");
      while (this.#next());
    });
  }

  /** Carries out one whole command, literal included; false when there is none yet. */
  #next(): boolean {
    const end = this.#input.indexOf("\r\n");
    if (end < 0) return false;
    const line = this.#input.slice(0, end);
    const literal = /\{(\d+)\+?\}$/.exec(line);
    let rest = end + 2;
    let body: string | undefined;
    if (literal !== null) {
      const length = Number(literal[1]);
      if (this.#input.length < rest + length) {
        if (this.#input.length === rest && !line.endsWith("+}")) this.#send("+ go on");
        return false;
      }
      body = this.#input.slice(rest, rest + length);
      rest += length;
      // The line that carries a literal ends after it.
      if (!this.#input.slice(rest).startsWith("\r\n")) return false;
      rest += 2;
    }
    this.#input = this.#input.slice(rest);
    this.#carryOut(line, body);
    return true;
  }

  #carryOut(line: string, literal: string | undefined): void {
    const [tag = "", command = "", ...words] = line.split(" ");
    const uid = command.toUpperCase() === "UID";
    const name = (uid ? (words.shift() ?? "") : command).toUpperCase();
    this.server.said.push([name, ...words].join(" "));
    const refused = this.server.options.refuses?.includes(name) === true;
    this.#send(`${tag} ${refused ? `NO ${name} is not possible` : this.#answer(name, words, literal)}`);
  }

  /** Does it, and gives the tagged answer. */
  #answer(name: string, words: readonly string[], literal: string | undefined): string {
    const { options, boxes } = this.server;
    const done = "OK done";
    switch (name) {
      case "CAPABILITY":
        this.#send("* CAPABILITY IMAP4rev1 SPECIAL-USE UIDPLUS");
        return done;
      case "LOGIN":
        return words.join(" ") === `"${options.user}" "${options.password}"` ? done : "NO [AUTHENTICATIONFAILED] wrong";
      case "LIST":
        // An empty name asks for the delimiter and the root only (RFC 3501, 6.3.8).
        if (words.join(" ") === '"" ""') this.#send('* LIST (\\Noselect) "/" ""');
        else for (const [path, use] of Object.entries(options.mailboxes)) this.#send(`* LIST (${use}) "/" "${path}"`);
        return done;
      case "SELECT": {
        this.#selected = boxes.get(unquoted(words.join(" "))) ?? [];
        this.#send(`* ${this.#selected.length} EXISTS`);
        this.#send("* OK [UIDVALIDITY 1] valid");
        return "OK [READ-WRITE] selected";
      }
      case "APPEND": {
        const [, path = "", date = ""] =
          /^(?:"([^"]*)"|(\S+)).*?"(\d.*?)"/.exec(words.join(" "))?.filter(Boolean) ?? [];
        const uid = this.server.nextUid();
        const flags = /\(([^)]*)\)/.exec(words.join(" "))?.[1]?.split(" ").filter(Boolean) ?? [];
        boxes.get(path)?.push({ uid, flags: new Set(flags), date, raw: literal ?? "" });
        return `OK [APPENDUID 1 ${uid}] appended`;
      }
      case "SEARCH": {
        const wanted = unquoted(words.at(-1) ?? "");
        const found = this.#selected.filter(({ raw }) => decoded(raw).includes(wanted)).map(({ uid }) => uid);
        this.#send(`* SEARCH${found.map((uid) => ` ${uid}`).join("")}`);
        return done;
      }
      case "STORE": {
        const [range = "", sign = "", flags = ""] = words;
        for (const { uid, flags: held } of this.#selected) {
          if (!range.split(",").includes(String(uid))) continue;
          for (const flag of flags.replace(/[()]/g, "").split(" "))
            sign.startsWith("-") ? held.delete(flag) : held.add(flag);
        }
        return done;
      }
      case "EXPUNGE": {
        const kept = this.#selected.filter(({ flags }) => !flags.has("\\Deleted"));
        this.#selected.splice(0, this.#selected.length, ...kept);
        return done;
      }
      case "LOGOUT":
        this.#send("* BYE");
        return done;
      default:
        return done;
    }
  }

  #send(line: string): void {
    this.socket.write(`${line}\r\n`);
  }
}

/** Headers as they are, the body out of its base64: servers search decoded text. */
function decoded(raw: string): string {
  const [head = "", body = ""] = raw.split("\r\n\r\n");
  return `${head}\n${Buffer.from(body, "base64").toString("utf8")}`;
}

function unquoted(word: string): string {
  return word.replace(/^"(.*)"$/, "$1");
}
