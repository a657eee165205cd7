package org.weightwatcher.metric;

/// What we say of a layer. Question marks are part of the word: the weights alone never prove it.
public enum Verdict {
  /// No fit.
  FAILED("failed", false),
  /// No eigenvalue stands out of a random matrix.
  RANDOM_LIKE("random-like?", false),
  /// The fit rests on too little, or is poor.
  NOT_RELIABLE("not reliable", false),
  /// alpha below 2.
  OVER_TRAINED("over-trained?", true),
  /// alpha above 6.
  UNDER_TRAINED("under-trained?", true),
  /// alpha between 2 and 6.
  GOOD("good", true);

  private final String word;
  private final boolean reliable;

  Verdict(String word, boolean reliable) {
    this.word = word;
    this.reliable = reliable;
  }

  /// @return the word in every output
  public String word() {
    return word;
  }

  /// @return whether the layer counts in the means of the summary
  public boolean reliable() {
    return reliable;
  }

  /// @param word a word of the column `verdict`
  /// @return the verdict
  /// @throws IllegalArgumentException for any other text
  public static Verdict ofWord(String word) {
    for (Verdict verdict : values()) {
      if (verdict.word.equals(word)) {
        return verdict;
      }
    }
    throw new IllegalArgumentException("no verdict is called " + word);
  }
}
