import { addSelectionOptions, chosenSuites, type TargetFlags } from "./flags.js";
import { addJsonOption, type JsonFlags, wantsJson } from "./json-option.js";
import type { Register } from "./program.js";

type ListFlags = Pick<TargetFlags, "id" | "section" | "full" | "suite"> & JsonFlags;

export const listCommand: Register = (program, io, done) => {
  const command = program
    .command("list")
    .description("list the cases, one a line: id, scenario, section, suite, purpose, separated by tabs");
  addSelectionOptions(command).optionsGroup("Output:");
  addJsonOption(command, "print them as JSON, with requirements and needs").action(async (flags: ListFlags) => {
    const { suiteCases } = await import("../run/suites.js");
    const { select, suiteOf } = await import("../run/select.js");
    const { suiteNames } = await import("../run/explore/property.js");
    const selected = select(await suiteCases(), {
      ids: flags.id ?? [],
      sections: flags.section ?? [],
      suites: chosenSuites(flags) ?? suiteNames,
      full: flags.full === true,
      versions: ["14.1"],
    });
    const rows = selected.map((one) => {
      const { id, definition } = one;
      const { scenario, section, purpose, requirements, needs } = definition;
      return { id, scenario, section, suite: suiteOf(one), purpose, requirements, needs };
    });
    io.out(
      wantsJson(flags)
        ? `${JSON.stringify(rows, null, 2)}\n`
        : rows.map((row) => `${row.id}\t${row.scenario}\t${row.section}\t${row.suite}\t${row.purpose}\n`).join(""),
    );
    done(0);
  });
};
