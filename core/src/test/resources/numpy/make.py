"""Makes the archives beside this file. Run with NumPy 2.4: python3 make.py"""
import numpy as np

TYPES = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "c8", "c16"]


def values(dtype):
    """3 x 4 elements, element i being i - 5 (i where there is no sign), half of it for floats."""
    index = np.arange(12).reshape(3, 4)
    signed = index if dtype[0] == "u" else index - 5
    return signed / 2 if dtype[0] in "fc" else signed


arrays = {"bool": (np.arange(12) % 3 == 0).reshape(3, 4)}
for dtype in TYPES:
    for order in "<>":
        name = ("le_" if order == "<" else "be_") + dtype
        arrays[name] = values(dtype).astype(order + dtype)
        arrays[name + "_F"] = np.asfortranarray(arrays[name])
arrays["rank4_F"] = np.asfortranarray(np.arange(2 * 3 * 4 * 5, dtype="<f4").reshape(2, 3, 4, 5))
arrays["void2"] = (values("f4").astype("<f4").view("<u4") >> 16).astype("<u2").view("V2")
np.savez("stored.npz", **arrays)
np.savez_compressed("deflated.npz", **arrays)
