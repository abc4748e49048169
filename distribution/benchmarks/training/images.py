"""What the peers on images share: the images, which `images.py FILE` writes, and the flow-matching step on them."""
import math
import sys

import numpy
import torch
from torch import nn
from torch.nn import functional as F

SIZE, BATCH = 28, 64


def smooth(rows=2_000):
    """Grey images of `SIZE` x `SIZE`: random numbers on 7 x 7 points, interpolated."""
    coarse = torch.randn(rows, 1, 7, 7, generator=torch.Generator().manual_seed(42))
    return F.interpolate(coarse, size=(SIZE, SIZE), mode="bilinear", align_corners=False)


def sinusoidal(t, width):
    phase = 1000 * t[:, None] * torch.exp(-math.log(10_000) / (width // 2) * torch.arange(width // 2))
    return torch.cat([phase.cos(), phase.sin()], 1)


class Attention(nn.Module):
    """Multi-head self-attention, written out: PyTorch 1.13 has no faster one for training."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.qkv, self.out = heads, nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        n, tokens, width = x.shape
        q, k, v = self.qkv(x).reshape(n, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5).softmax(-1)
        return self.out((weights @ v).transpose(1, 2).reshape(n, tokens, width))


def run(network):
    """Times training steps of flow matching from noise to the images."""
    from peer import Training, draw, report

    data, training = smooth(), Training(network)

    def step():
        x1 = draw(data, BATCH)
        x0, t = torch.randn_like(x1), torch.rand(BATCH)
        at = t[:, None, None, None]
        training.step(torch.mean((network(at * x1 + (1 - at) * x0, t) - (x1 - x0)) ** 2))

    report(step, 5)


if __name__ == "__main__":
    numpy.save(sys.argv[1], smooth().numpy())
