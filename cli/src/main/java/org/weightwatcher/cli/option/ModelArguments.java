package org.weightwatcher.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.weightwatcher.cli.session.Session;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.detect.Detection;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The models of a command: files, folders, globs.
public final class ModelArguments {
  @Parameters(
      paramLabel = "MODEL",
      arity = "1..*",
      description = "File, folder that is one model, or glob in quotes.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--recursive",
      description = "Every model below the folders is one model each (default: no).")
  private boolean recursive;

  @Option(
      names = "--input-format",
      paramLabel = "NAME",
      description =
          "safetensors, pytorch, pytorch-legacy, pytorch-tar, npy, npz, keras-hdf5 or keras (default:"
              + " the content of the file decides).")
  private String inputFormat = "";

  /// @return the forced container
  public Optional<Container> container() {
    if (inputFormat.isEmpty()) {
      return Optional.empty();
    }
    for (Container container : Container.values()) {
      if (container.label().equals(inputFormat)) {
        return Optional.of(container);
      }
    }
    List<String> words = Stream.of(Container.values()).map(Container::label).toList();
    throw Values.bad("--input-format", Values.oneOf(words), inputFormat);
  }

  /// @param session hears which models are the same
  /// @return the models in the order given, globs expanded, each once
  public List<String> paths(Session session) {
    List<String> all = new ArrayList<>();
    for (String model : models) {
      for (String path : Globs.expand(model)) {
        all.addAll(recursive && isFolder(path) ? Detection.modelsBelow(path) : List.of(path));
      }
    }
    return distinct(all, session);
  }

  /// @return the only model
  /// @throws OptionException when there are several
  public String single() {
    if (models.size() != 1 || recursive) {
      throw new OptionException("this command takes one MODEL", "one call for each model");
    }
    return models.getFirst();
  }

  private static List<String> distinct(List<String> paths, Session session) {
    Map<String, String> first = new HashMap<>();
    List<String> distinct = new ArrayList<>();
    for (String path : paths) {
      String known = first.putIfAbsent(identity(path), path);
      if (known == null) {
        distinct.add(path);
      } else {
        session.note(
            "note: %s is the same as %s: taken once"
                .formatted(Printable.brief(path), Printable.brief(known)));
      }
    }
    return distinct;
  }

  private static boolean isFolder(String path) {
    try {
      return Files.isDirectory(Path.of(path));
    } catch (IllegalArgumentException e) {
      return false; // no such characters in names of this system
    }
  }

  private static String identity(String path) {
    try {
      return Path.of(path).toRealPath().toString();
    } catch (IOException | IllegalArgumentException e) {
      return path; // the reader will say what is wrong with it
    }
  }
}
