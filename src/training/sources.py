"""The photo sets that the models learn from, and a reader for the public snapshots that hold them.

A snapshot is a bare git directory; the folder of snapshots is named by CELEB_MIRROR, one `owner+name` a repository.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator


@dataclass(frozen=True)
class PhotoSet:
    """Photos of one repository."""

    name: str
    repository: str
    commit: str
    pattern: str  # of the paths that are photos of faces
    terms: str  # as the source states them
    history: bool = False  # to be read at its commit, since the newest no longer holds the photos

    def git(self) -> list[str]:
        home = Path(os.environ["CELEB_MIRROR"]) / self.repository.replace("/", "+") / "repo"
        inside = home / ".git"
        return ["git", f"--git-dir={inside if inside.is_dir() else home}"]

    def paths(self) -> list[tuple[str, str]]:
        """(path, blob) of each photo, by path."""
        listing = subprocess.run([*self.git(), "ls-tree", "-rz", self.commit if self.history else "HEAD"], check=True, capture_output=True).stdout
        found = []
        for entry in listing.decode(errors="replace").split("\0"):
            if entry:
                meta, path = entry.split("\t", 1)
                if re.search(self.pattern, path):
                    found.append((path, meta.split()[2]))
        return sorted(found)

    def photos(self, part: slice = slice(None)) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of each photo that the snapshot holds."""
        listing = self.paths()[part]
        reader = subprocess.Popen(
            [*self.git(), "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            for path, blob in listing:
                reader.stdin.write(f"{blob}\n".encode())
                reader.stdin.flush()
                header = reader.stdout.readline().split()
                if len(header) < 3 or header[1] != b"blob":
                    continue  # listed, but not in this snapshot
                data = reader.stdout.read(int(header[2]))
                reader.stdout.read(1)
                yield path, data
        finally:
            reader.stdin.close()
            reader.kill()
            reader.wait()


@dataclass(frozen=True)
class PhotoFolder:
    """Photos in a folder of your own, at any depth."""

    folder: Path

    @property
    def name(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.folder.resolve().name.lower()).strip("-") or "photos"

    def paths(self) -> list[tuple[str, str]]:
        """(path below the folder, whole path) of each photo, by path."""
        found = (path for path in self.folder.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg", ".png", ".webp"})
        return sorted((path.relative_to(self.folder).as_posix(), str(path)) for path in found)

    def photos(self, part: slice = slice(None)) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of each photo."""
        for path, place in self.paths()[part]:
            yield path, Path(place).read_bytes()


def photo_set(named: str) -> "PhotoSet | PhotoFolder":
    """A folder of photos, or one of the sets below by its name."""
    if Path(named).is_dir():
        return PhotoFolder(Path(named))
    known = TRAINING | SCENES
    if named not in known:
        raise SystemExit(f"'{named}' is neither a folder nor a set. The sets: {', '.join(known)}.")
    return known[named]


TRAINING = {
    photos.name: photos
    for photos in [
        PhotoSet("utkface", "xerow03/UTKFace", "d5a7ff29", r"^data/.*\.jpg$", "non-commercial research"),
        PhotoSet("all-age-faces", "middleyuan/All-Age-Faces-Dataset", "28741a75", r"original images/.*\.jpg$",
                 "citation asked"),
        PhotoSet("celeba-part", "Trung-Jeager-2019/validation", "62fff513", r"\.jpg$",
                 "none there; CelebA: non-commercial research"),
        PhotoSet("men", "SimplePro/HairStyleTransformer", "f42378f6", r"^dataset/male/.*\.(jpg|png)$",
                 "none there; looks like CelebAMask-HQ: non-commercial"),
        PhotoSet("athletes", "Friendlykid/football-headshots", "8132a707", r"\.(jpg|jpeg|png)$", "none"),
        PhotoSet("members-of-parliament", "mysociety/theyworkforyou", "4a5b59ca", r"images/mps?L?/.*\.(jpg|jpeg|png)$",
                 "code BSD, photos none"),
        PhotoSet("masks", "chandrikadeb7/Face-Mask-Detection", "7e500749", r"\.(jpg|jpeg|png)$", "MIT"),
        PhotoSet("small-ffhq", "jamescalixto/face-memory", "3cc79f0b", r"\.(jpg|jpeg|png)$", "FFHQ's"),
        PhotoSet("real-and-made", "dinablachman/realorfake", "e4a5b793", r"\.(jpg|jpeg|png)$", "none; FFHQ's"),
        PhotoSet("real-faces", "miguel-kjh/fake-face-detector", "badc5480", r"^Database_real_and_fake_face_160x160/real/.*\.jpg$", "none"),
        PhotoSet("passers-by", "logicdeveloperTR/Manually-Created-Face-Recognition-Model", "d06192c", r"^Humans/.*\.jpg$", "none", history=True),
        PhotoSet("landmarked", "PvtKowalski/synthetic-faces", "73ccde6d", r"_samples_real/images/.*\.jpg$", "CC BY-NC-SA 4.0", history=True),
        PhotoSet("women-and-men", "LSAILIKITHA/GENDER-CLASSIFICATION-", "f09f691b", r"^dataset/consolidated/.*\.(jpg|jpeg|png)$", "none"),
        PhotoSet("web-faces", "anurag708/Facial-Landmark-Detection-Using-CNN", "c62c8f8", r"^net_7876/.*\.jpg$", "none", history=True),
        PhotoSet("celeba-crops", "1148030615/pretrain_CelebA", "81d7deca", r"^\d+\.jpg$", "none there; CelebA: non-commercial research"),
        PhotoSet("bare-faces", "Karimashraf01/Face-Mask-Detection-using-MobilenetV2", "1aeb6dd6",
                 r"^Face Mask Dataset/.*/WithoutMask/.*\.(jpg|jpeg|png)$", "MIT there; look like CelebA's: non-commercial research"),
        PhotoSet("made-and-web", "Vargha-Kh/Fake-Face-Classification", "cdc1adb6", r"^fake_real-faces/(fake|real)/.*\.(jpg|jpeg|png)$", "MIT"),
        PhotoSet("faces-of-nobody", "youthradio/erase-your-face", "e15d064b", r"^static/faces/.*\.(jpg|jpeg|png)$", "none"),
        PhotoSet("prompted-faces", "s6hib/detect-ai-faces", "bb5bdd35", r"^data/ai/.*\.jpg$", "none"),
        PhotoSet("fake-faces", "BaseMax/FakeFaces", "bb509d99", r"^faces/.*\.jpg$", "GPL-3.0"),
        PhotoSet("congress-members", "representofchina/representofchina", "fb46618b", r"^avatars/.*\.(jpg|jpeg|png)$", "none"),
        # Without those whose names are in LFW or among the celebrities.
        PhotoSet("house", "CivilServiceUSA/us-house", "abf6d4d9",
                 r"^us-house/images/headshots/512x512/(?!(darrell-issa|ed-case|frank-pallone|john-garamendi|kweisi-mfume|linda-sanchez|"
                 r"nancy-pelosi|steny-hoyer|tom-mcclintock|young-kim)\.).*\.jpg$", "MIT"),
        PhotoSet("senate", "CivilServiceUSA/us-senate", "9247c869",
                 r"^us-senate/images/headshots/512x512/(?!(charles-grassley|charles-schumer|dianne-feinstein|john-cornyn|john-thune|"
                 r"lindsey-graham|lisa-murkowski|mark-kelly|mark-warner|mitt-romney|patrick-leahy|richard-shelby|roy-blunt|"
                 r"susan-collins)\.).*\.jpg$", "MIT"),
        PhotoSet("governors", "CivilServiceUSA/us-governors", "a40d4961",
                 r"^us-governors/images/headshots/512x512/(?!(andrew-cuomo|asa-hutchinson|john-edwards)\.).*\.jpg$", "MIT"),
        PhotoSet("portraits", "faker-js/assets-person-portrait", "63aef57b", r"512.*\.(jpg|webp|png)$", "CC0"),
        PhotoSet("staff", "18F/18f.gsa.gov", "0a55c75e", r"^assets/img/team/.*\.(jpg|jpeg|png)$", "CC0"),
        PhotoSet("fellows", "presidential-innovation-fellows/pif-website", "8ae57fae", r"^assets/images/fellows/.*\.(jpg|jpeg|png|webp)$", "CC0"),
    ]
}

SCENES = {
    photos.name: photos
    for photos in [
        PhotoSet("masks-in-scenes", "jolignier/face-mask-dataset-ilc-2021", "1178de48", r"^JPEGImages/.*\.(jpg|JPG|png|PNG|jpeg)$",
                 "none"),
        PhotoSet("crowds", "ejdis/face-mask-dataset", "ecafcc3d", r"^img/.*\.jpg$", "MIT"),
    ]
}

FACELESS = PhotoSet("imagenet-sample", "EliSchwartz/imagenet-sample-images", "bc69043e", r"\.JPEG$", "as stated there")

# Five points set by hand; the photos are in an early commit only.
HAND_POINTS = PhotoSet("five-points", "anurag708/Facial-Landmark-Detection-Using-CNN", "c62c8f8",
                       r"^((AFLW|net_7876|lfw_5590)/.*\.jpg|new_(training|testing)\.txt)$", "none", history=True)

# For evaluation, never for training.
LFW = PhotoSet("lfw", "braun-steven/dfi-tensorflow", "0a86d9a0", r"lfw-deepfunneled/.*\.jpg$", "research")
BSDS = PhotoSet("bsds", "BIDS/BSDS500", "a04b7c6c", r"^BSDS500/data/images/.*\.jpg$", "non-commercial research and education")
# Of the fifteen scene categories those in which people are rare; the others are streets and shops.
PLACES = PhotoSet("places", "jaaumeadrover/Landscape-Image-Classification", "7985b6b6",
                  r"^data/test/(opencountry|mountain|coast|forest|highway|kitchen|bedroom|livingRoom|suburb|tallbuilding|industrial|office)/.*\.jpg$", "none")


def kept_aside(name: str) -> bool:
    """Three thousand or so photos of UTKFace that no model sees, for the bias table."""
    return sum(name.encode()) % 8 == 0
