"""The peer of unet.yaml in PyTorch: the same network, flow matching, Adam, one average."""
import torch
from torch import nn
from torch.nn import functional as F

from images import Attention, run, sinusoidal

GROUPS = 8


class Residual(nn.Module):
    def __init__(self, inputs, outputs, embedding):
        super().__init__()
        self.norm1, self.conv1 = nn.GroupNorm(GROUPS, inputs), nn.Conv2d(inputs, outputs, 3, padding=1)
        self.time = nn.Linear(embedding, outputs)
        self.norm2, self.conv2 = nn.GroupNorm(GROUPS, outputs), nn.Conv2d(outputs, outputs, 3, padding=1)
        self.skip = nn.Identity() if inputs == outputs else nn.Conv2d(inputs, outputs, 1)

    def forward(self, x, embedding):
        h = self.conv1(F.silu(self.norm1(x))) + self.time(embedding)[:, :, None, None]
        return self.skip(x) + self.conv2(F.silu(self.norm2(h)))


class UNet(nn.Module):
    def __init__(self, channels=32):
        super().__init__()
        self.channels, widths, embedding = channels, [channels, 2 * channels, 2 * channels], 4 * channels
        self.time = nn.Sequential(nn.Linear(channels, embedding), nn.SiLU(), nn.Linear(embedding, embedding), nn.SiLU())
        self.entry = nn.Conv2d(1, channels, 3, padding=1)
        self.down, self.up, self.shrink, self.grow = (nn.ModuleList() for _ in range(4))
        at = channels
        for i, width in enumerate(widths):
            self.down.append(Residual(at, width, embedding))
            at = width
            if i < 2:
                self.shrink.append(nn.Conv2d(at, at, 3, stride=2, padding=1))
        self.middle0, self.middle1 = Residual(at, at, embedding), Residual(at, at, embedding)
        self.norm, self.attention = nn.GroupNorm(GROUPS, at), Attention(at, 4)
        for i in (2, 1, 0):
            self.up.append(Residual(at + widths[i], widths[i], embedding))
            at = widths[i]
            if i > 0:
                self.grow.append(nn.Conv2d(at, widths[i - 1], 3, padding=1))
                at = widths[i - 1]
        self.last, self.exit = nn.GroupNorm(GROUPS, at), nn.Conv2d(at, 1, 3, padding=1)

    def forward(self, x, t):
        embedding = self.time(sinusoidal(t, self.channels))
        h, skips = self.entry(x), []
        for i in range(3):
            h = self.down[i](h, embedding)
            skips.append(h)
            if i < 2:
                h = self.shrink[i](h)
        h = self.middle0(h, embedding)
        mixed = self.attention(self.norm(h).flatten(2).transpose(1, 2))
        h = self.middle1(h + mixed.transpose(1, 2).reshape(h.shape), embedding)
        for i in range(3):
            h = self.up[i](torch.cat([h, skips.pop()], 1), embedding)
            if i < 2:
                h = self.grow[i](F.interpolate(h, scale_factor=2.0, mode="nearest"))
        return self.exit(F.silu(self.last(h)))


run(UNet())
