package org.weightwatcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.weightwatcher.analysis.EigenvectorRow;
import org.weightwatcher.analysis.EigenvectorRows;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.analysis.LayerTask;
import org.weightwatcher.analysis.MemoryPlan;
import org.weightwatcher.analysis.ProgressListener;
import org.weightwatcher.analysis.RunOptions;
import org.weightwatcher.analysis.Scheduler;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.error.WeightWatcherException;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerFinder;
import org.weightwatcher.layer.LayerList;
import org.weightwatcher.layer.LayerType;
import org.weightwatcher.layer.SkipReason;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.table.LayerTable;
import org.weightwatcher.table.ModelInfo;

/// An opened model: its headers, and the way to its weights. Safe for use by several threads until
/// it is closed.
public final class Model implements AutoCloseable {
  private final ModelFile file;
  private final ByteSources sources;

  Model(ModelFile file, ByteSources sources) {
    this.file = file;
    this.sources = sources;
  }

  /// @return what the files say
  public ModelFile file() {
    return file;
  }

  /// @return the model as a whole, as results show it
  public ModelInfo info() {
    return ModelInfo.of(file);
  }

  /// @param options filters and size limits
  /// @return what would be analysed and what not; nothing is computed
  /// @throws OptionException for a type word that does not exist
  public LayerList describe(AnalyzeOptions options) {
    for (String word : options.layers().typeWords()) {
      if (LayerType.ofWord(word).isEmpty() && !options.compat().reference()) {
        throw new OptionException(
            "--layers type:%s: no such layer type".formatted(word),
            "one of: "
                + String.join(", ", Stream.of(LayerType.values()).map(LayerType::word).toList()));
      }
    }
    LayerList layers = LayerFinder.find(file, options);
    return file.isAdapter() ? AdapterLayers.of(layers) : layers;
  }

  /// @return why the model can be described but not analysed: it is an adapter; empty for a model
  public Optional<ModelFormatException> refusal() {
    return file.isAdapter() ? Optional.of(AdapterLayers.refused(file)) : Optional.empty();
  }

  /// Analyses every layer on all processors.
  ///
  /// @param options what and how
  /// @return the results
  /// @throws OptionException for a type word that does not exist
  /// @throws ModelFormatException E_UNSUPPORTED for an adapter
  public Analysis analyze(AnalyzeOptions options) {
    return analyze(options, RunOptions.defaults(), ProgressListener.NONE);
  }

  /// @param options what and how
  /// @param run threads and memory; never change a result
  /// @param listener hears how the run goes
  /// @return the results
  /// @throws OptionException for a type word that does not exist
  /// @throws ModelFormatException E_UNSUPPORTED for an adapter
  public Analysis analyze(AnalyzeOptions options, RunOptions run, ProgressListener listener) {
    Optional<ModelFormatException> refusal = refusal();
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    LayerList layers = describe(options);
    MemoryPlan plan = MemoryPlan.of(layers.layers(), run, options);
    List<LayerTask> tasks =
        layers.layers().stream()
            .map(layer -> new LayerTask(file.location(), layer, options))
            .toList();
    List<LayerResult> results =
        new Scheduler(sources, WeightWatcher.lapack().lapack(), listener).run(tasks, plan);
    List<SkippedTensor> skipped =
        Stream.concat(layers.skipped().stream(), plan.tooBig().stream()).toList();
    List<LayerResult> noted =
        options.compat().reference()
            ? results
            : new IdenticalCopies(sources).note(layers.layers(), results);
    return new Analysis(LayerTable.of(info(), noted, skipped), options);
  }

  /// The eigenvalues of one layer, scaled as in `analyze`.
  ///
  /// @param longname full name of the layer
  /// @return ascending
  /// @throws WeightWatcherException E_NO_LAYERS when there is no such layer or it has no spectrum
  public double[] esd(String longname) {
    AnalyzeOptions options = AnalyzeOptions.builder().minEvals(0).keepEsd(true).build();
    Layer layer = layer(longname, options);
    LayerTask task = new LayerTask(file.location(), layer, options);
    MemoryPlan plan = MemoryPlan.of(List.of(layer), RunOptions.defaults());
    LayerResult result =
        new Scheduler(sources, WeightWatcher.lapack().lapack(), ProgressListener.NONE)
            .run(List.of(task), plan).stream()
                .findFirst()
                .orElseThrow(() -> noLayers(plan.tooBig().getFirst().detail()));
    if (!result.hasEsd()) {
      throw noLayers(Printable.brief(longname) + ": " + result.notes());
    }
    return result.esd();
  }

  /// Measures the eigenvectors of every layer, one layer at a time.
  ///
  /// @param options which layers, scaling; not with other matrices than the stored ones
  /// @param run memory
  /// @param consumer gets the eigenvectors of each layer, eigenvalues ascending
  /// @return layers that were left out, with their reasons: they do not fit into memory, or their
  ///   weights are not finite or damaged
  /// @throws OptionException when the options contradict eigenvectors
  public List<SkippedTensor> vectors(
      AnalyzeOptions options, RunOptions run, Consumer<List<EigenvectorRow>> consumer) {
    LayerList layers = describe(options);
    MemoryPlan plan = MemoryPlan.of(layers.layers(), run, options);
    List<SkippedTensor> left = new ArrayList<>(plan.tooBig());
    EigenvectorRows rows = new EigenvectorRows(sources, WeightWatcher.lapack().lapack(), options);
    Set<Layer> fitting = Collections.newSetFromMap(new IdentityHashMap<>());
    fitting.addAll(plan.order());
    for (Layer layer : layers.layers()) {
      List<EigenvectorRow> measured;
      try {
        measured = fitting.contains(layer) ? rows.of(layer) : List.of();
      } catch (ArithmeticException | ModelFormatException e) {
        left.add(SkippedTensor.of(layer, SkipReason.NO_VECTORS, String.valueOf(e.getMessage())));
        continue;
      }
      consumer.accept(measured);
    }
    return left;
  }

  /// The matrices of one layer as stored, without any scaling.
  ///
  /// @param longname full name of the layer
  /// @return one matrix; of a convolution one per kernel position
  /// @throws WeightWatcherException E_NO_LAYERS when there is no such layer; E_MEMORY when a matrix
  ///   does not fit into Java's arrays
  public List<WeightMatrix> weights(String longname) {
    return weights(longname, AnalyzeOptions.builder().minEvals(0).build());
  }

  /// The matrices of one layer as stored, without any scaling.
  ///
  /// @param longname full name of the layer
  /// @param options order of the axes of a convolution, names of the layers
  /// @return one matrix; of a convolution one per kernel position
  /// @throws WeightWatcherException as [#weights(String)]
  public List<WeightMatrix> weights(String longname, AnalyzeOptions options) {
    return WeightMatrix.of(layer(longname, options), sources);
  }

  private Layer layer(String longname, AnalyzeOptions options) {
    Optional<Layer> found =
        LayerFinder.find(file, options).layers().stream()
            .filter(layer -> layer.longname().equals(longname))
            .findFirst();
    return found.orElseThrow(() -> noLayers("no layer is called " + Printable.brief(longname)));
  }

  private WeightWatcherException noLayers(String message) {
    return new WeightWatcherException(
        ErrorCode.E_NO_LAYERS,
        message,
        Printable.brief(file.location()),
        "`weightwatcher describe` for the names",
        null);
  }

  /// Closes the files.
  @Override
  public void close() {
    sources.close();
  }
}
