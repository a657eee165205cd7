package org.weightwatcher.table;

import java.util.Locale;
import java.util.OptionalInt;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.ExtraSettings;
import org.weightwatcher.options.MpMethod;
import org.weightwatcher.options.Xmax;
import tools.jackson.core.JsonGenerator;

/// The options of a run: every one that was not default, under its name on the command line, the
/// seed and the method.
final class OptionsJson {
  private OptionsJson() {}

  static void write(JsonGenerator json, ResultSettings settings) {
    AnalyzeOptions options = settings.options();
    AnalyzeOptions defaults = AnalyzeOptions.builder().compat(options.compat()).build();
    json.writeObjectPropertyStart("options");
    if (!options.layerSpecs().isEmpty()) {
      json.writeArrayPropertyStart("layers");
      options.layerSpecs().forEach(json::writeString);
      json.writeEndArray();
    }
    if (options.minEvals() != defaults.minEvals()) {
      json.writeNumberProperty("min_evals", options.minEvals());
    }
    changed(json, "max_evals", options.maxEvals(), defaults.maxEvals());
    changed(json, "max_n", options.maxN(), defaults.maxN());
    if (!options.spectrum().convNorm()) {
      json.writeBooleanProperty("conv_norm", false);
    }
    changed(json, "start_ids", options.startIds(), defaults.startIds());
    if (options.fit().xmax() instanceof Xmax.DropLargest(int count)) {
      json.writeNumberProperty("xmax", count);
    }
    extras(json, options.extras());
    if (options.compat().reference()) {
      json.writeStringProperty("compat", word(options.compat()));
    }
    if (options.keepEsd()) {
      json.writeBooleanProperty("esd", true);
    }
    json.writeNumberProperty("seed", options.extras().seed());
    json.writeStringProperty("svd_method", word(options.spectrum().svd()));
    settings
        .host()
        .ifPresent(host -> {
          json.writeNumberProperty("threads", host.threads());
          json.writeStringProperty("lapack", host.lapack());
        });
    json.writeEndObject();
  }

  private static void extras(JsonGenerator json, ExtraSettings extras) {
    flag(json, "mp_fit", extras.mpFit());
    if (extras.mpMethod() != MpMethod.TRIM) {
      json.writeStringProperty("mp_method", word(extras.mpMethod()));
    }
    flag(json, "randomize", extras.randomize());
    changed(json, "random_replicas", extras.givenReplicas(), OptionalInt.empty());
    flag(json, "detx", extras.detx());
    flag(json, "vectors", extras.vectors());
    flag(json, "level_spacing", extras.levelSpacing());
  }

  private static void flag(JsonGenerator json, String name, boolean value) {
    if (value) {
      json.writeBooleanProperty(name, true);
    }
  }

  private static void changed(
      JsonGenerator json, String name, OptionalInt value, OptionalInt usual) {
    if (value.equals(usual)) {
      return;
    }
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsInt());
    } else {
      json.writeStringProperty(name, "none");
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
