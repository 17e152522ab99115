// The three documents of the codec benchmark, made anew and always the same: a small request, a typical answer, and
// one with large bodies.

const words =
  "the of and to a in is it you that he was for on are with as I his they be at one have this from or had by hot but some what there we can out other were all your when up use word how said an each she".split(
    " ",
  );
const foreign = ["é", "ü", "ñ", "—", "…", "Ω", "Ж", "日本", "中", "한", "😀", "👍🏽", "🚂", "€", "ß", "“ok”"];

/** xorshift32: the same numbers on every machine. */
function generator(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function text(draw, length) {
  let result = "";
  while (result.length < length) {
    const word = draw(14) === 0 ? foreign[draw(foreign.length)] : words[draw(words.length)];
    result += result === "" ? word : ` ${word}`;
  }
  return result.slice(0, length).toWellFormed?.() ?? result.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

const e = (page, tag, ...content) => ({ page, tag, content: content.length === 0 ? null : content });
const opaque = (draw, length) => ({ opaque: Uint8Array.from({ length }, () => draw(256)) });

function settingsRequest() {
  const set = [
    e(18, "Model", "SimPhone 3000"),
    e(18, "IMEI", "000000000000000"),
    e(18, "FriendlyName", "Bench phone"),
    e(18, "OS", "SimOS 14.1"),
    e(18, "OSLanguage", "English"),
    e(18, "PhoneNumber", "+15550001111"),
    e(18, "UserAgent", "SimPhone/3000.14-en-US"),
    e(18, "EnableOutboundSMS", "1"),
    e(18, "MobileOperator", "Carrier"),
  ];
  return e(18, "Settings", e(18, "DeviceInformation", e(18, "Set", ...set)), e(18, "UserInformation", e(18, "Get")));
}

function sms(draw, index, type, data) {
  const number = `+1555${String(1_000_000 + draw(9_000_000))}`;
  const body = e(17, "Body", e(17, "Type", type), e(17, "EstimatedDataSize", String(data.length)), e(17, "Data", data));
  const item = [
    e(2, "To", "[MOBILE:+15550001111]"),
    e(2, "From", `"Caller ${index}" [MOBILE:${number}]`),
    e(2, "Subject", data.slice(0, 40).replace(/[\ud800-\udbff]$/, "")),
    e(2, "DateReceived", `2024-05-${String(1 + (index % 28)).padStart(2, "0")}T07:08:09.010Z`),
    e(2, "Importance", "1"),
    e(2, "Read", String(draw(2))),
    body,
    e(2, "MessageClass", "IPM.Note.Mobile.SMS"),
    e(2, "InternetCPID", "65001"),
    e(2, "Flag"),
    e(22, "ConversationId", opaque(draw, 16)),
    e(22, "ConversationIndex", opaque(draw, 5)),
    e(17, "NativeBodyType", "1"),
  ];
  return e(0, "Add", e(0, "ServerId", `5:${index + 1}`), e(0, "Class", "SMS"), e(0, "ApplicationData", ...item));
}

function syncResponse(items) {
  const collection = [
    e(0, "SyncKey", "{5f0c2d1e-7a44-4c61-9d0a-0b2f6c1d8e3a}7"),
    e(0, "CollectionId", "5"),
    e(0, "Status", "1"),
    e(0, "MoreAvailable"),
    e(0, "Commands", ...items),
  ];
  return e(0, "Sync", e(0, "Collections", e(0, "Collection", ...collection)));
}

function hundredSms() {
  const draw = generator(0x5eed0001);
  return syncResponse(Array.from({ length: 100 }, (_, index) => sms(draw, index, "1", text(draw, 160 + draw(280)))));
}

function largeBodies() {
  const draw = generator(0x5eed0005);
  const html = () => `<html><body><p>${text(draw, 104_800)}</p></body></html>`;
  return syncResponse(Array.from({ length: 50 }, (_, index) => sms(draw, index, "2", html())));
}

export function benchDocuments() {
  return [
    { name: "settings request", tree: settingsRequest() },
    { name: "100 SMS", tree: hundredSms() },
    { name: "5 MB bodies", tree: largeBodies() },
  ];
}
