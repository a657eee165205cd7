package org.weightwatcher.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.Model;
import org.weightwatcher.WeightWatcher;
import org.weightwatcher.analysis.MemoryPlan;
import org.weightwatcher.cli.option.ReferenceNotes;
import org.weightwatcher.cli.screen.ProgressOutput;
import org.weightwatcher.cli.session.ExitCode;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.error.WeightWatcherException;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.layer.LayerList;
import org.weightwatcher.layer.SkipReason;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.table.LayerTable;

/// Opens models one after the other; one that fails does not stop the others.
///
/// @param session the run
/// @param options what and how
/// @param container the forced container
record ModelRun(Session session, AnalyzeOptions options, Optional<Container> container) {

  /// Does something with an open model.
  @FunctionalInterface
  interface Work {
    ExitCode on(Model model);
  }

  /// @param paths models
  /// @param failFast whether the first failure ends the run
  /// @param work done with each model
  /// @return the most important end
  ExitCode each(List<String> paths, boolean failFast, Work work) {
    ReferenceNotes.of(options).forEach(session::note);
    ExitCode code = ExitCode.OK;
    for (String path : paths) {
      code = code.worse(one(path, work));
      if (session.console().out().closedByReader() || (failFast && code != ExitCode.OK)) {
        break;
      }
    }
    return code;
  }

  private ExitCode one(String path, Work work) {
    try (Model model = open(path)) {
      model.file().notes().forEach(this::tell);
      return work.on(model);
    } catch (OptionException e) {
      throw e; // the request is wrong for every model
    } catch (WeightWatcherException e) {
      return session.report(e);
    }
  }

  /// @param path a model
  /// @return it; close it
  Model open(String path) {
    try {
      return WeightWatcher.open(Path.of(path), container);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_FOUND,
          "%s: no file can have this name here".formatted(Printable.brief(path)),
          "",
          "",
          e);
    }
  }

  private void tell(ModelNote note) {
    session.note("note: " + Printable.of(note.message()));
  }

  /// Analyses a model with progress on stderr.
  ///
  /// @param model the model
  /// @return its results
  /// @throws WeightWatcherException E_NO_LAYERS when there is nothing to analyse
  LayerTable analyze(Model model) {
    checkLayers(model);
    try (ProgressOutput progress = session.openProgress()) {
      return model.analyze(options, session.run(), progress).table();
    }
  }

  /// @param model the model
  /// @return its layers, after the filter was told about
  LayerList checkLayers(Model model) {
    LayerList layers = model.describe(options);
    tellMatches(session, options, layers);
    if (layers.layers().isEmpty()) {
      throw new NoLayers(model, options).exception(layers);
    }
    return layers;
  }

  /// Tells how much the filter of layers left, if there is one.
  ///
  /// @param session hears it
  /// @param options with the filter
  /// @param layers what is left
  static void tellMatches(Session session, AnalyzeOptions options, LayerList layers) {
    if (!options.layers().isAll()) {
      session.note(
          "%s: %d of %d match"
              .formatted(
                  options.spectrum().pool() ? "layers" : "slices",
                  layers.layers().size(),
                  layers.found()));
    }
  }

  /// @param paths models
  /// @throws WeightWatcherException when one cannot be opened, or E_MEMORY when a layer of one does
  ///   not fit
  void checkMemory(List<String> paths) {
    for (String path : paths) {
      try (Model model = open(path)) {
        MemoryPlan plan = MemoryPlan.of(model.describe(options).layers(), session.run());
        if (!plan.tooBig().isEmpty()) {
          SkippedTensor tensor = plan.tooBig().getFirst();
          throw new WeightWatcherException(
              ErrorCode.E_MEMORY,
              "%s: %s".formatted(Printable.brief(tensor.name()), tensor.detail()),
              Printable.brief(path),
              "a larger --memory, or --keep-going to analyze the other layers",
              null);
        }
      }
    }
  }

  /// Tells about layers that did not fit into memory.
  ///
  /// @param table results of a model
  /// @return LIMITS if there are any
  ExitCode memorySkips(LayerTable table) {
    List<SkippedTensor> tooBig =
        table.skipped().stream().filter(tensor -> tensor.reason() == SkipReason.MEMORY).toList();
    for (SkippedTensor tensor : tooBig) {
      session.note(
          "warning: %s skipped: %s".formatted(Printable.brief(tensor.name()), tensor.detail()));
    }
    return tooBig.isEmpty() ? ExitCode.OK : ExitCode.LIMITS;
  }

  /// Tells once when the linear algebra is the slow one.
  void warnIfSlow() {
    WeightWatcher.lapack().warning().ifPresent(text -> session.note("warning: " + text));
  }
}
