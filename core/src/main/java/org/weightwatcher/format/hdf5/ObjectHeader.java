package org.weightwatcher.format.hdf5;

import io.jhdf.object.message.Message;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.weightwatcher.format.Limits;

/// The messages of one object, from all blocks of its header.
///
/// ```text
/// version 1  u8 1, u8, messages u16, references u32, bytes u32, 4 bytes; per message: type u16,
///            size u16, flags u8, 3 bytes
/// version 2  OHDR, u8 2, flags u8, [times 16 bytes], [4 bytes], bytes u8 to u64; per message:
///            type u8, size u16, flags u8, [order u16]; further blocks begin with OCHK, and each
///            block ends with a checksum of 4 bytes
/// ```
///
/// @param address its address
/// @param messages in the order of the file
record ObjectHeader(long address, List<RawMessage> messages) {
  private static final int V1_PREFIX = 16;
  private static final int V1_MESSAGE = 8;
  private static final int V2_MESSAGE = 4;
  private static final int CHECKSUM = 4;

  static ObjectHeader read(Hdf5Bytes bytes, long address) {
    return new Reader(bytes, address).read();
  }

  boolean has(int type) {
    return first(type).isPresent();
  }

  Optional<RawMessage> first(int type) {
    return messages.stream().filter(message -> message.type() == type).findFirst();
  }

  List<RawMessage> all(int type) {
    return messages.stream().filter(message -> message.type() == type).toList();
  }

  <T extends Message> Optional<T> parse(Hdf5Bytes bytes, int type, Class<T> kind) {
    return first(type).map(message -> message.parse(bytes, kind));
  }

  /// A run of messages.
  private record Block(long address, long length) {}

  /// Walks the blocks; each is read once.
  private static final class Reader {
    private final Hdf5Bytes bytes;
    private final long address;
    private final List<RawMessage> messages = new ArrayList<>();
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    private int version = 1;
    private int prefix = V1_MESSAGE;
    private int announced = Limits.HDF5_MESSAGES;

    Reader(Hdf5Bytes bytes, long address) {
      this.bytes = bytes;
      this.address = address;
    }

    ObjectHeader read() {
      if (bytes.u8(address) == 1) {
        announced = bytes.u16(address + 2);
        blocks.add(new Block(address + V1_PREFIX, bytes.number(address + 8, 4)));
      } else {
        readPrefix();
      }
      while (!blocks.isEmpty()) {
        read(blocks.remove());
      }
      return new ObjectHeader(address, List.copyOf(messages));
    }

    private void readPrefix() {
      bytes.signature("OHDR", address);
      version = 2;
      int flags = bytes.u8(address + 5);
      prefix = V2_MESSAGE + ((flags & 4) == 0 ? 0 : 2);
      long at = address + 6 + ((flags & 0x20) == 0 ? 0 : 16) + ((flags & 0x10) == 0 ? 0 : 4);
      int width = 1 << (flags & 3);
      blocks.add(new Block(at + width, bytes.number(at, width)));
    }

    private void read(Block block) {
      if (!seen.add(block.address())) {
        throw bytes.malformed("HDF5 object header leads back to itself", block.address());
      }
      MemorySegment content = bytes.slice(block.address(), block.length());
      long at = 0;
      while (at + prefix <= block.length() && messages.size() < announced) {
        int type = (int) Hdf5Bytes.number(content, at, version == 1 ? 2 : 1);
        int size = (int) Hdf5Bytes.number(content, at + (version == 1 ? 2 : 1), 2);
        int flags = (int) Hdf5Bytes.number(content, at + (version == 1 ? 4 : 3), 1);
        long start = block.address() + at;
        if (size > block.length() - at - prefix) {
          throw bytes.malformed(
              "HDF5 message of %d bytes must end inside its header".formatted(size), start);
        }
        add(new RawMessage(version, type, flags, start, start + prefix, size));
        at += prefix + size;
      }
    }

    private void add(RawMessage message) {
      messages.add(message);
      if (messages.size() > Limits.HDF5_MESSAGES) {
        throw bytes.malformed(
            "HDF5 object must have at most %d messages".formatted(Limits.HDF5_MESSAGES), address);
      }
      if (message.type() == RawMessage.CONTINUATION) {
        long next = bytes.address(message.body());
        long length =
            bytes.number(message.body() + bytes.getSizeOfOffsets(), bytes.getSizeOfLengths());
        if (version == 1) {
          blocks.add(new Block(next, length));
        } else {
          bytes.signature("OCHK", next);
          blocks.add(new Block(next + CHECKSUM, length - 2 * CHECKSUM));
        }
      }
    }
  }
}
