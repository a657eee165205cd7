package org.weightwatcher.format.pickle;

/// What a container accepts as a reference to something outside the pickle.
@FunctionalInterface
public interface PersistentIds {
  /// @param id the reference as the pickle spells it
  /// @param input for the error
  /// @param offset of the operation
  /// @return the value that stands for it
  /// @throws org.weightwatcher.error.ModelFormatException E_MALFORMED for a reference of another
  ///   kind
  PickleValue resolve(PickleValue id, PickleInput input, long offset);
}
