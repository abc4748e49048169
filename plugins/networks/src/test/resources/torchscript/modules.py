"""Writes the modules beside this file, and what they give; made with PyTorch 1.13."""
import io
import zipfile

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width, shared):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.linear = shared

    def forward(self, h):
        return h + nn.functional.silu(self.linear(self.norm(h)))


class Field(nn.Module):
    """Two blocks share one linear layer, a buffer scales time, and one bias requires no gradient."""

    def __init__(self, labels):
        super().__init__()
        shared = nn.Linear(6, 6)
        self.begin = nn.Linear(3, 6)
        self.blocks = nn.Sequential(Block(6, shared), Block(6, shared))
        self.end = nn.Linear(6, 2)
        self.end.bias.requires_grad_(False)
        self.register_buffer("frequency", torch.tensor([3.0]))
        self.table = nn.Embedding(4, 6) if labels else None

    def field(self, x, t):
        return self.begin(torch.cat([x, torch.sin(t * self.frequency)[:, None]], 1))


class Plain(Field):
    def __init__(self):
        super().__init__(False)

    def forward(self, x, t):
        return self.end(self.blocks(self.field(x, t)))


class Labelled(Field):
    def __init__(self):
        super().__init__(True)

    def forward(self, t, x, labels):
        return self.end(self.blocks(self.field(x, t) + self.table(labels)))


def save(module, name):
    """Without the positions in the sources, which nothing here reads."""
    with zipfile.ZipFile(io.BytesIO(module.save_to_buffer())) as full, zipfile.ZipFile(name, "w") as lean:
        for entry in full.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                lean.writestr(zipfile.ZipInfo(entry.filename), full.read(entry))


torch.manual_seed(7)
plain = Plain().eval()
save(torch.jit.script(plain), "plain.pt")
labelled = Labelled().eval()
example = torch.zeros(5), torch.zeros(5, 2), torch.zeros(5, dtype=torch.int64)
save(torch.jit.trace(labelled, example), "labelled.pt")
save(torch.jit.script(Plain()), "training.pt")
save(torch.jit.script(Plain().double().eval()), "double.pt")
torch.save(plain.state_dict(), "weights.pt")

x = torch.tensor([[0.5, -1.0], [2.0, 0.25], [-0.75, 0.0]])
t = torch.tensor([0.0, 0.4, 1.0])
labels = torch.tensor([0, 3, 1])
for out in (plain(x, t), labelled(t, x, labels)):
    print(["%.9g" % v for v in out.flatten().tolist()])
