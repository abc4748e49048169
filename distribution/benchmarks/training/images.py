"""The peers of benchmark-unet and benchmark-dit in PyTorch: the same networks, flow matching on images in memory, Adam, one
average by in-place interpolation. Usage: images.py unet|dit THREADS STEPS BLOCKS [channels_last] [FILE.npy]; prints
milliseconds per step, the median and the smallest of blocks."""
import math
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

kind, threads, steps, blocks = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)
torch.manual_seed(42)
BATCH, SIZE, GROUPS = 64, 28, 8
layout = torch.channels_last if "channels_last" in sys.argv else torch.contiguous_format


def sinusoidal(t, width):
    phase = 1000 * t[:, None] * torch.exp(-math.log(10_000) / (width // 2) * torch.arange(width // 2))
    return torch.cat([phase.cos(), phase.sin()], 1)


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


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.qkv, self.out = heads, nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        n, tokens, width = x.shape
        q, k, v = self.qkv(x).reshape(n, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5).softmax(-1)
        return self.out((weights @ v).transpose(1, 2).reshape(n, tokens, width))


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


def modulate(x, shift, scale):
    return x * (1 + scale) + shift


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.modulation, self.attention = nn.Linear(width, 6 * width), Attention(width, heads)
        self.norm1 = nn.LayerNorm(width, elementwise_affine=False, eps=1e-6)
        self.norm2 = nn.LayerNorm(width, elementwise_affine=False, eps=1e-6)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(approximate="tanh"), nn.Linear(4 * width, width))

    def forward(self, x, condition):
        shift1, scale1, gate1, shift2, scale2, gate2 = self.modulation(condition)[:, None].chunk(6, 2)
        x = x + gate1 * self.attention(modulate(self.norm1(x), shift1, scale1))
        return x + gate2 * self.mlp(modulate(self.norm2(x), shift2, scale2))


class DiT(nn.Module):
    def __init__(self, width=128, depth=4, heads=4):
        super().__init__()
        self.side = SIZE // 4
        self.patch, self.position = nn.Linear(16, width), nn.Parameter(0.02 * torch.randn(self.side**2, width))
        self.time = nn.Sequential(nn.Linear(256, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU())
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.modulation, self.out = nn.Linear(width, 2 * width), nn.Linear(width, 16)
        self.norm = nn.LayerNorm(width, elementwise_affine=False, eps=1e-6)

    def forward(self, x, t):
        n, s = x.shape[0], self.side
        h = self.patch(x.reshape(n, s, 4, s, 4).permute(0, 1, 3, 2, 4).reshape(n, s * s, 16)) + self.position
        condition = self.time(sinusoidal(t, 256))
        for block in self.blocks:
            h = block(h, condition)
        shift, scale = self.modulation(condition)[:, None].chunk(2, 2)
        image = self.out(modulate(self.norm(h), shift, scale)).reshape(n, s, s, 4, 4).permute(0, 1, 3, 2, 4)
        return image.reshape(x.shape)


if sys.argv[-1].endswith(".npy"):
    import numpy

    data = torch.from_numpy(numpy.load(sys.argv[-1]).astype("float32")).reshape(-1, 1, SIZE, SIZE)
else:
    data = F.interpolate(torch.randn(1000, 1, 7, 7), size=(SIZE, SIZE), mode="bilinear")
network = (UNet() if kind == "unet" else DiT()).to(memory_format=layout)
optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
average = [p.detach().clone() for p in network.parameters()]


def step():
    optimizer.zero_grad()
    x1 = data[torch.randint(len(data), (BATCH,))]
    x0, t = torch.randn_like(x1), torch.rand(BATCH)
    at = t[:, None, None, None]
    xt = (at * x1 + (1 - at) * x0).contiguous(memory_format=layout)
    loss = torch.mean((network(xt, t) - (x1 - x0)) ** 2)
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        for mean, parameter in zip(average, network.parameters()):
            mean.lerp_(parameter, 1e-3)
    return loss


for _ in range(3):
    step()
times = []
for _ in range(blocks):
    began = time.perf_counter()
    for _ in range(steps):
        loss = step()
    times.append(1e3 * (time.perf_counter() - began) / steps)
print(f"{statistics.median(times):.1f} {min(times):.1f} loss {loss.item():.4f} parameters {sum(p.numel() for p in network.parameters())}")
