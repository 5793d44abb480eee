"""How a colour looks to eyes that miss one kind of cone, and how far two colours lie apart.

The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
Vision Deficiency" (IEEE TVCG 15, 2009), at severity 1.0, for linear RGB.
"""

from __future__ import annotations

from typing import Final

Colour = tuple[float, float, float]

SIGHTS: Final[dict[str, tuple[Colour, Colour, Colour]]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen_by(sight: str, colour: str) -> str:
    """Returns #RRGGBB as eyes of that sight see it; any other sight sees it as it is."""
    linear = _linear(colour)
    if sight not in SIGHTS:
        return colour
    mixed = [sum(share * part for share, part in zip(row, linear, strict=True)) for row in SIGHTS[sight]]
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, max(0.0, part)))):02X}" for part in mixed)


def distance(one: str, other: str) -> float:
    """Returns the CIE 1976 colour difference; 2.3 can just be noticed side by side."""
    return float(sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5)


def _linear(colour: str) -> Colour:
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _lab(colour: str) -> Colour:
    red, green, blue = _linear(colour)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (p ** (1 / 3) if p > 0.008856 else 7.787 * p + 16 / 116 for p in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
