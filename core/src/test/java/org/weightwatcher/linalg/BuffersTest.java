package org.weightwatcher.linalg;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightwatcher.linalg.Buffers.Slot;

/// Judge: the contract in the Javadoc, counted in bytes.
class BuffersTest {

  @ParameterizedTest
  @EnumSource
  void aSegmentHasTheSizeAskedForAndIsAligned(Slot slot) {
    try (Buffers buffers = Buffers.of(1 << 20)) {
      MemorySegment segment = buffers.doubles(slot, 13);
      assertThat(segment.byteSize()).isEqualTo(104);
      assertThat(segment.address() % 64).isZero();
      assertThat(buffers.bytes()).isEqualTo(104);
      assertThat(buffers.doubles(slot, 0).byteSize()).isZero();
    }
  }

  @Test
  void aSmallerRequestReusesTheMemory() {
    try (Buffers buffers = Buffers.of(1 << 20)) {
      MemorySegment large = buffers.doubles(Slot.GRAM, 100);
      MemorySegment small = buffers.doubles(Slot.GRAM, 10);
      assertThat(small.address()).isEqualTo(large.address());
      assertThat(small.byteSize()).isEqualTo(80);
      assertThat(buffers.bytes()).isEqualTo(800);
    }
  }

  @Test
  void aLargerRequestFreesTheOldMemoryFirst() {
    // The old and the new buffer together would exceed the limit.
    try (Buffers buffers = Buffers.of(1000)) {
      MemorySegment old = buffers.doubles(Slot.GRAM, 100);
      MemorySegment larger = buffers.doubles(Slot.GRAM, 125);
      assertThat(buffers.bytes()).isEqualTo(1000);
      assertThat(larger.byteSize()).isEqualTo(1000);
      assertThatIllegalStateException().isThrownBy(() -> old.getAtIndex(JAVA_DOUBLE, 0));
    }
  }

  @Test
  void slotsDoNotOverlap() {
    try (Buffers buffers = Buffers.of(1 << 20)) {
      MemorySegment gram = buffers.doubles(Slot.GRAM, 4);
      MemorySegment values = buffers.doubles(Slot.VALUES, 4);
      gram.fill((byte) 1);
      values.fill((byte) 2);
      assertThat(gram.toArray(JAVA_DOUBLE)).doesNotContain(values.getAtIndex(JAVA_DOUBLE, 0));
      assertThat(buffers.bytes()).isEqualTo(64);
    }
  }

  @Test
  void theLimitCountsAllSlots() {
    try (Buffers buffers = Buffers.of(160)) {
      buffers.doubles(Slot.VALUES, 10);
      buffers.doubles(Slot.BLOCK, 10);
      assertThatIllegalStateException()
          .isThrownBy(() -> buffers.doubles(Slot.BLOCK, 11))
          .withMessage("slot BLOCK needs 88 bytes and the others have 80 but the limit is 160");
      assertThat(buffers.bytes()).isEqualTo(160);
    }
  }

  @Test
  void whatOtherMatricesNeededGivesWay() {
    try (Buffers buffers = Buffers.of(160)) {
      buffers.doubles(Slot.MATRIX, 12);
      buffers.doubles(Slot.GRAM, 8);
      buffers.reuse(160);
      // The matrix shrinks to what is asked, and the Gram matrix goes when its room is needed.
      buffers.doubles(Slot.MATRIX, 4);
      assertThat(buffers.bytes()).isEqualTo(96);
      buffers.doubles(Slot.BLOCK, 16);
      assertThat(buffers.bytes()).isEqualTo(160);
    }
  }

  @Test
  void memoryStaysWhereThereIsRoom() {
    try (Buffers buffers = Buffers.of(1000)) {
      buffers.doubles(Slot.MATRIX, 12);
      buffers.doubles(Slot.GRAM, 8);
      buffers.reuse(160);
      buffers.doubles(Slot.MATRIX, 4);
      assertThat(buffers.bytes()).isEqualTo(160);
    }
  }

  @Test
  void otherThreadsMayFillASegment() throws InterruptedException {
    try (Buffers buffers = Buffers.of(80)) {
      MemorySegment block = buffers.doubles(Slot.BLOCK, 10);
      Thread writer = new Thread(() -> block.setAtIndex(JAVA_DOUBLE, 3, 7));
      writer.start();
      writer.join();
      assertThat(block.getAtIndex(JAVA_DOUBLE, 3)).isEqualTo(7);
    }
  }

  @Test
  void closeFreesEverythingAndMayBeCalledTwice() {
    Buffers buffers = Buffers.of(80);
    MemorySegment segment = buffers.doubles(Slot.MATRIX, 10);
    buffers.close();
    buffers.close();
    assertThat(buffers.bytes()).isZero();
    assertThat(segment.scope().isAlive()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> buffers.doubles(Slot.MATRIX, 1))
        .withMessage("the buffers are closed");
  }

  @Test
  void negativeNumbersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Buffers.of(-1))
        .withMessage("limitBytes must be >= 0 but was -1");
    try (Buffers buffers = Buffers.of(0)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> buffers.doubles(Slot.BLOCK, -1))
          .withMessage("count must be >= 0 but was -1");
    }
  }
}
