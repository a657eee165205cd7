package org.weightwatcher.format.content;

import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;

/// What a file's content says about how to read it.
public sealed interface Verdict {
  /// A file of a container that is read.
  record OfContainer(Container container) implements Verdict {}

  /// A JSON file that stands for files beside it.
  enum Companion implements Verdict {
    /// The index of a sharded model: the model is what it names.
    SHARD_INDEX,
    /// The configuration of an adapter: the model is its folder.
    ADAPTER_CONFIG,
    /// The description of a folder of arrays: the model is what it names.
    FLAT_CONFIG,
    /// The configuration of a model: the model is its folder.
    MODEL_CONFIG
  }

  /// A file that is recognised and not read, or not recognised.
  ///
  /// @param code kind of the failure
  /// @param what completes "FILE …"; file text in it is escaped
  /// @param hint what to do; empty if nothing can be done
  record Refused(ErrorCode code, String what, String hint) implements Verdict {
    /// @param location path of the file
    /// @return the refusal of that file
    public ModelFormatException at(String location) {
      return new ModelFormatException(code, Printable.brief(location) + " " + what, "", hint);
    }
  }

  /// @param format what it is, with its article
  /// @return the verdict on a format that a later version will read
  static Refused notYet(String format) {
    return unsupported("is " + format + ", which is not read yet", "converting it to safetensors");
  }

  /// @param what completes "FILE …"
  /// @param hint what to do
  /// @return the verdict on a format that is not read
  static Refused unsupported(String what, String hint) {
    return new Refused(ErrorCode.E_UNSUPPORTED, what, hint);
  }

  /// @param what completes "FILE …"
  /// @param hint what to do
  /// @return the verdict on a file that stands in place of weights
  static Refused placeholder(String what, String hint) {
    return new Refused(ErrorCode.E_PLACEHOLDER, what, hint);
  }
}
