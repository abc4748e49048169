"""Writes field.pt, a velocity field in the plane that nobody trained; made with PyTorch 1.13."""
import io
import zipfile

import torch
from torch import nn


class Field(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(3, 32), nn.SiLU(), nn.Linear(32, 32), nn.SiLU(), nn.Linear(32, 2))

    def forward(self, x, t):
        return self.layers(torch.cat([x, t[:, None]], 1))


torch.manual_seed(0)
with zipfile.ZipFile(io.BytesIO(torch.jit.script(Field().eval()).save_to_buffer())) as full:
    with zipfile.ZipFile("field.pt", "w") as lean:  # without the positions in the sources
        for entry in full.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                lean.writestr(zipfile.ZipInfo(entry.filename), full.read(entry))
