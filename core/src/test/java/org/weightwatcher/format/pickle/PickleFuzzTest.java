package org.weightwatcher.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.weightwatcher.error.ModelFormatException;

/// Judge: the rule that any bytes give a value or a [ModelFormatException], within the limits.
class PickleFuzzTest {
  private static final String OPERATIONS =
      "(.012FIJKLMNPQRSTUVXBCGabcdeghijlopqrstu}])"
          + "\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d"
          + "\u008e\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098";

  /// Operations that need no bytes of their own, so that random runs get far.
  private static final String BARE = "(012N)]}RQabdelstu\u0085\u0086\u0087\u0088\u0089\u0091\u0094";

  @Test
  void randomBytes() {
    Random random = new Random(7);
    int values = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      values += run(bytes);
    }
    assertThat(values).isBetween(0, 20_000);
  }

  @Test
  void randomOperationsWithRandomArguments() {
    Random random = new Random(8);
    int values = 0;
    for (int i = 0; i < 50_000; i++) {
      PickleBuilder pickle = new PickleBuilder();
      for (int j = random.nextInt(30); j > 0; j--) {
        pickle.bytes(OPERATIONS.charAt(random.nextInt(OPERATIONS.length())));
        pickle.bytes(random.nextInt(4)).raw(random.nextInt(4) == 0 ? "1\n" : "");
      }
      values += run(pickle.stop());
    }
    assertThat(values).isPositive();
  }

  @Test
  void randomOperationsWithoutArguments() {
    Random random = new Random(9);
    int values = 0;
    for (int i = 0; i < 50_000; i++) {
      PickleBuilder pickle = new PickleBuilder().raw("NN]})((NN");
      for (int j = random.nextInt(12); j > 0; j--) {
        pickle.bytes(BARE.charAt(random.nextInt(BARE.length())));
      }
      values += run(pickle.stop());
    }
    assertThat(values).isGreaterThan(1000);
  }

  @Test
  void everyOperationCutAtEveryByte() {
    List<byte[]> pickles = new ArrayList<>();
    PickleMachineTest.operations()
        .forEach(row -> pickles.add(new PickleBuilder().raw(String.valueOf(row.get()[1])).stop()));
    int cuts = 0;
    for (byte[] pickle : pickles) {
      assertThat(run(pickle)).isEqualTo(1);
      for (int length = 0; length < pickle.length; length++) {
        run(Arrays.copyOf(pickle, length));
        cuts++;
      }
    }
    assertThat(pickles).hasSizeGreaterThan(70);
    assertThat(cuts).isGreaterThan(400);
  }

  private static int run(byte[] bytes) {
    PickleInput input = new PickleInput("m.pt", "", new ByteArrayInputStream(bytes), bytes.length);
    try {
      PickleMachine.run(input, PickleErrorTest::anything);
      assertThat(input.position()).isLessThanOrEqualTo(bytes.length);
      return 1;
    } catch (ModelFormatException refused) {
      assertThat(refused.describe()).contains("byte ");
      return 0;
    }
  }
}
