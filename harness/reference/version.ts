import { type ProtocolVersion, protocolVersions } from "../eas/index.js";

export function versionAtLeast(version: ProtocolVersion, least: ProtocolVersion): boolean {
  return protocolVersions.indexOf(version) >= protocolVersions.indexOf(least);
}
