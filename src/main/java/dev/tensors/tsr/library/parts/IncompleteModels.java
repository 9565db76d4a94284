package dev.tensors.tsr.library.parts;

import dev.tensors.tsr.library.parts.Families.Family;
import dev.tensors.tsr.library.parts.Families.Need;
import dev.tensors.tsr.library.parts.PresentParts.PresentPart;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.List;

/** Which models cannot run, since a part is neither inside them nor here. */
public final class IncompleteModels {

  private IncompleteModels() {}

  /**
   * The condition that a file f is a diffusion model of a family in the table that lacks a part: it
   * is neither inside nor here.
   */
  public static Conditions of(Database database) {
    Families families = new Families();
    PresentParts present = new PresentParts(database, families);
    List<String> any = new ArrayList<>();
    families
        .diffusionModels()
        .forEach(
            (architecture, ways) ->
                add(any, "f.architecture = '" + architecture + "'", ways, present));
    families
        .baseModels()
        .forEach(
            (base, ways) ->
                add(
                    any,
                    "f.architecture IS NULL AND k.base_model = '" + base + "'",
                    ways,
                    present));
    return new Conditions()
        .and("f.type IN ('UNet', 'Checkpoint')")
        .and(any.isEmpty() ? "0" : "CASE " + String.join("\n", any) + " END");
  }

  private static void add(
      List<String> any, String isMeant, List<Family> ways, PresentParts present) {
    List<String> lacking = new ArrayList<>();
    for (Family way : ways) {
      List<String> parts = new ArrayList<>();
      for (Need need : way.needs()) {
        PresentPart here = need.isOptional() ? null : present.of(need);
        if (!need.isOptional() && (here == null || here.isUnreachable())) {
          parts.add(lacks(need));
        }
      }
      if (parts.isEmpty()) {
        return;
      }
      lacking.add("(" + String.join(" OR ", parts) + ")");
    }
    any.add("WHEN " + isMeant + " THEN " + String.join(" AND ", lacking));
  }

  private static String lacks(Need need) {
    List<String> alternatives = new ArrayList<>();
    for (Part part : need.alternatives()) {
      alternatives.add(
          "instr('; ' || coalesce(f.inside, '') || '; ', '; " + part.component() + "; ') = 0");
    }
    return "(" + String.join(" AND ", alternatives) + ")";
  }
}
