package org.weightwatcher.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.error.ErrorCode;

/// What `help TOPIC` explains. Lists come from the code that they are about.
enum HelpTopic {
  /// Columns of results.
  METRICS,
  /// Files that are read and written.
  FORMATS,
  /// How the process ends.
  EXIT_CODES,
  /// Variables.
  ENVIRONMENT,
  /// Codes of errors.
  ERRORS;

  /// @return the word on the command line
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @param word a word of the command line
  /// @return the topic, if there is one
  static Optional<HelpTopic> ofWord(String word) {
    return Arrays.stream(values()).filter(topic -> topic.word().equals(word)).findFirst();
  }

  /// @return the text, without a final line feed
  String text() {
    return switch (this) {
      case METRICS -> MetricsHelp.text();
      case FORMATS -> formats();
      case EXIT_CODES -> exitCodes();
      case ENVIRONMENT -> environment();
      case ERRORS -> errors();
    };
  }

  private static String formats() {
    return """
    Read (the content decides, not the name):
      safetensors       one file, or a folder with shards and their index
      pytorch           state dicts, modules, TorchScript in the zip container (since 1.6)
      pytorch-legacy    the same in the older stream of pickles
      pytorch-tar       the same in the tar file until 0.1.10
      npy               one NumPy array, or the Python tool's folder of them (ww_config.json)
      npz               NumPy's archive of arrays
      keras-hdf5        HDF5 with weights of Keras, whole models and weights alone
      keras             archives of Keras 3 (.keras)
    Nothing in a model file is ever executed.

    Written by -o FILE, or with --format on stdout:
      .txt   table      the screen, complete, without colour
      .csv   csv        RFC 4180, header, empty = not computed, nan = could not be computed
      .json  json       everything: rows, skipped tensors, summary, options
      .jsonl jsonl      one line a layer, then one line with the summary
      .md    md         a table for GitHub
    esd writes .csv, .json and .npy; weights writes .npy and .csv.\
    """;
  }

  private static String exitCodes() {
    String codes =
        List.of(ExitCode.values()).reversed().stream()
            .map(code -> "  %3d  %s".formatted(code.number(), code.meaning()))
            .collect(Collectors.joining("\n"));
    String order =
        Arrays.stream(ExitCode.values())
            .limit(ExitCode.values().length - 1L)
            .map(code -> Integer.toString(code.number()))
            .collect(Collectors.joining(", "));
    return codes
        + "\n  130  interrupted\n  143  terminated\nOf several the first of this order counts: "
        + order
        + ".";
  }

  private static String environment() {
    return """
    WEIGHTWATCHER_THREADS   as --threads; the option wins
    WEIGHTWATCHER_MEMORY    as --memory; the option wins
    COLUMNS                 width of tables on a terminal
    NO_COLOR                any value: no colours
    CLICOLOR_FORCE          any value but 0: colours in pipes too
    FORCE_COLOR             the same
    TERM                    dumb: no colours, no progress\
    """;
  }

  private static String errors() {
    return Arrays.stream(ErrorCode.values())
        .map(code ->
            "%-22s exit %d  %s"
                .formatted(code.name(), ExitCode.of(code).number(), ErrorMeaning.of(code)))
        .collect(Collectors.joining("\n", "Codes stand behind `error` with -v.\n\n", ""));
  }
}
