"""The base of every model that stands for a file or an entry of one."""

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    """No unknown keys, no change after reading, no NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)
