"""The peer of dit.yaml in PyTorch: the same network, flow matching, Adam, one average."""
import torch
from torch import nn

from images import SIZE, Attention, run, sinusoidal


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


run(DiT())
